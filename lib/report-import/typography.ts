/** Typographic rules shared by several import steps. */

const CLOSERS = /[)\]"'”’»*>\s]+$/u;
const TERMINAL = /[.!?…:;]$/u;
const ADDRESS_END = /https?:\/\/\S+$/u;

/** Minimum length of running text, in UTF-16 code units. Titles, labels and names are shorter. */
export const RUNNING_TEXT_LENGTH = 80;

/**
 * Number of characters to examine at the end of a text. Because of this limit, patterns anchored at the end take linear
 * time.
 */
const END_LENGTH = 500;

/** Whether a text ends in the middle of a sentence, that is, without a full stop, a colon or a URL. */
export function isUnfinished(text: string): boolean {
  const end = text.slice(-END_LENGTH).trimEnd();
  return !TERMINAL.test(end.replace(CLOSERS, "")) && !TERMINAL.test(end) && !ADDRESS_END.test(end.replace(/>$/u, ""));
}

/** Whether a text starts with a lower-case letter, like the second part of a split sentence. URLs do not count. */
export function startsSmall(text: string): boolean {
  return /^["'“‘«„(]?\p{Ll}/u.test(text) && !startsWithAddress(text);
}

/** Whether a text is only a URL. */
export function isAddress(text: string): boolean {
  return startsWithAddress(text) && !/\s/u.test(text.trim());
}

function startsWithAddress(text: string): boolean {
  return /^<?(?:https?:\/\/|www\.)/iu.test(text.trimStart().slice(0, 20));
}

/**
 * A title normalized for comparison. Only its letters and digits remain, in lower case. Its section number, quotes,
 * dashes and whitespace are ignored.
 */
export function titleKey(text: string): string {
  return text
    .replace(/^\s*(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.)\s+/u, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words of a text in lower case. A word is a run of letters, marks and digits. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
