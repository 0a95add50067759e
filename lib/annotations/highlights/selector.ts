import type { Span } from "../../anchoring/anchor";
import { UserError } from "../../errors";

/** A span with its quote and context, so that the passage can be verified and found again. */
export interface Selector extends Span {
  quote: string;
  /** The text before the quote: `SELECTOR_CONTEXT` code units, fewer at the start of the text or to avoid splitting a character. */
  prefix: string;
  /** The text after the quote, with the same rules. */
  suffix: string;
}

/** Length of prefix and suffix in UTF-16 code units. */
export const SELECTOR_CONTEXT = 64;

/** Maximum length of a passage, in UTF-16 code units. */
export const MAX_QUOTE = 20_000;

const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Whether a cut at this offset would split a character (a surrogate pair). */
function cutsCharacter(text: string, offset: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

function prefixAt(text: string, start: number): string {
  const from = Math.max(0, start - SELECTOR_CONTEXT);
  return text.slice(cutsCharacter(text, from) ? from + 1 : from, start);
}

function suffixAt(text: string, end: number): string {
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

/**
 * Checks that a span is a valid passage of a text and that the quote matches it.
 *
 * @throws UserError `passage-…` for a span that is out of range, empty, too long, splits a character or has no
 *   visible text, and `quote-mismatch` if the quote differs from the text
 */
export function checkPassage(text: string, { start, end, quote }: Span & { quote: string }): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start > end || end > text.length) {
    throw new UserError("passage-range", "The passage is outside the text. Select it again.");
  }
  if (start === end) throw new UserError("passage-empty", "The passage is empty. Select some text first.");
  if (end - start > MAX_QUOTE) {
    throw new UserError(
      "passage-too-long",
      `The passage is longer than ${MAX_QUOTE.toLocaleString("en-GB")} characters. Select less text.`,
    );
  }
  if (cutsCharacter(text, start) || cutsCharacter(text, end)) {
    throw new UserError(
      "passage-cuts-character",
      "The passage starts or ends in the middle of a character. Select it again.",
    );
  }
  if (quote !== text.slice(start, end)) {
    throw new UserError(
      "quote-mismatch",
      "The quote doesn’t match the text at this position. Reload the page and select it again.",
    );
  }
  if (!VISIBLE.test(quote))
    throw new UserError("passage-blank", "The passage contains only spaces. Select some words.");
}

/**
 * Checks a selector against the text that it was made from, including its context.
 *
 * @throws the errors of `checkPassage`, and UserError `prefix-mismatch` or `suffix-mismatch`
 */
export function checkSelector(text: string, selector: Selector): void {
  checkPassage(text, selector);
  if (selector.prefix !== prefixAt(text, selector.start)) {
    throw new UserError(
      "prefix-mismatch",
      "The words before the passage don’t match the text. Reload the page and select it again.",
    );
  }
  if (selector.suffix !== suffixAt(text, selector.end)) {
    throw new UserError(
      "suffix-mismatch",
      "The words after the passage don’t match the text. Reload the page and select it again.",
    );
  }
}
