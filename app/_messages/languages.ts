/**
 * The languages of the interface. Each has a file of messages in this folder, and a locale that determines how dates,
 * numbers and lists are written.
 */
export const LANGUAGES = { en: { locale: "en-GB", load: () => import("./en.json") } } as const;

export type Language = keyof typeof LANGUAGES;

/**
 * Used for programs, for data that all users share, and for people whose languages the interface doesn't support. All
 * error messages are written in this language first.
 */
export const LANGUAGE: Language = "en";
