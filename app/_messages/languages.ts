/**
 * The languages of the interface. Each has a file of messages beside this one, and a locale that says how dates, numbers and lists are
 * written.
 */
export const LANGUAGES = { en: { locale: "en-GB" } } as const;

export type Language = keyof typeof LANGUAGES;

/** For everyone, until people can choose. */
export const LANGUAGE: Language = "en";
