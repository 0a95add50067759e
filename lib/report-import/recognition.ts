/**
 * Which pages of a PDF are read as images (OCR): those without usable text, all of them, or none. Shared with the
 * browser.
 */
export const RECOGNITIONS = ["auto", "always", "never"] as const;
export type Recognition = (typeof RECOGNITIONS)[number];
