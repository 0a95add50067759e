/**
 * The languages of the interface. Each has a file of messages beside this one, and a locale that says how dates, numbers and lists are
 * written.
 */
export const LANGUAGES = { en: { locale: "en-GB", load: () => import("./en.json") } } as const;

export type Language = keyof typeof LANGUAGES;

/** For programs, for what all users share, and for people whose languages the interface doesn't have. Errors are in it already. */
export const LANGUAGE: Language = "en";
