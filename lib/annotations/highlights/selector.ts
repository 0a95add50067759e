import type { Span } from "../../anchoring/anchor";

/** A span with its quote and context, so that the passage can be verified and found again. */
export interface Selector extends Span {
  quote: string;
  /**
   * The text before the quote: `SELECTOR_CONTEXT` code units, or fewer at the start of the text or where a character
   * would be split.
   */
  prefix: string;
  /** The text after the quote, limited in the same way. */
  suffix: string;
}

/** Length of the prefix and of the suffix, in UTF-16 code units. */
export const SELECTOR_CONTEXT = 64;

/** Maximum length of a passage, in UTF-16 code units. */
export const MAX_QUOTE = 20_000;

/** Whether a cut at this offset would split a character (a surrogate pair). */
export function cutsCharacter(text: string, offset: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

/** The prefix of a selector that starts at this offset. */
export function prefixAt(text: string, start: number): string {
  const from = Math.max(0, start - SELECTOR_CONTEXT);
  return text.slice(cutsCharacter(text, from) ? from + 1 : from, start);
}

/** The suffix of a selector that ends at this offset. */
export function suffixAt(text: string, end: number): string {
  const to = Math.min(text.length, end + SELECTOR_CONTEXT);
  return text.slice(end, cutsCharacter(text, to) ? to - 1 : to);
}

/**
 * The selector of a span.
 *
 * @param text the canonical text of an edition, or an excerpt with at least `SELECTOR_CONTEXT` + 1 units on either
 *   side of the span
 */
export function selectorOf(text: string, start: number, end: number): Selector {
  return { start, end, quote: text.slice(start, end), prefix: prefixAt(text, start), suffix: suffixAt(text, end) };
}
