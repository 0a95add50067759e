import { EXCERPT } from "./limits";

/** Collapses all whitespace in a text to single spaces. */
export const collapsed = (text: string): string => text.replace(/\s+/gu, " ").trim();

/**
 * The start of a block's text, which identifies the block. @param text the block's text, with whitespace collapsed to
 * single spaces
 */
export const excerptOf = (text: string): string => text.slice(0, EXCERPT).trimEnd();
