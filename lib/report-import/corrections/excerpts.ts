import { EXCERPT } from "./limits";

/** A text with single spaces. */
export const collapsed = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** The start of a block's text, which identifies it. @param text with single spaces */
export const excerptOf = (text: string): string => text.slice(0, EXCERPT).trimEnd();
