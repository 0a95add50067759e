/**
 * The languages of the interface. Each has a file of messages beside this one, and a locale that determines how dates,
 * numbers and lists are formatted.
 */
export const LANGUAGES = { en: { locale: "en-GB" } } as const;

export type Language = keyof typeof LANGUAGES;

/** Used for everyone until users can choose a language. */
export const LANGUAGE: Language = "en";
