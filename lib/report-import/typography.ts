/** Rules of typography that several steps of the import share. */

const CLOSERS = /[)\]"'”’»*>\s]+$/u;
const TERMINAL = /[.!?…:;]$/u;
const ADDRESS_END = /https?:\/\/\S+$/u;

/** A sentence this long is running text and no title, label or name. Counted in UTF-16 code units. */
export const RUNNING_TEXT_LENGTH = 80;

/** The end of a text is enough to tell how it ends, and keeps patterns that look for an end linear. */
const END_LENGTH = 500;

/** True where a text stops in the middle of a sentence: no full stop, colon or address at its end. */
export function isUnfinished(text: string): boolean {
  const end = text.slice(-END_LENGTH).trimEnd();
  return !TERMINAL.test(end.replace(CLOSERS, "")) && !TERMINAL.test(end) && !ADDRESS_END.test(end.replace(/>$/u, ""));
}

/** True where a text begins with a small letter, as the rest of a cut sentence does. An address does not count. */
export function startsSmall(text: string): boolean {
  return /^["'“‘«„(]?\p{Ll}/u.test(text) && !startsWithAddress(text);
}

/** True where nothing but an address stands in the text. */
export function isAddress(text: string): boolean {
  return startsWithAddress(text) && !/\s/u.test(text.trim());
}

function startsWithAddress(text: string): boolean {
  return /^<?(?:https?:\/\/|www\.)/iu.test(text.trimStart().slice(0, 20));
}

/**
 * What two spellings of one title have in common: letters and numbers in lower case, without the section's number.
 * Quotes, dashes and white space do not count.
 */
export function titleKey(text: string): string {
  return text
    .replace(/^\s*(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.)\s+/u, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Its words in lower case: runs of letters, marks and digits. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
