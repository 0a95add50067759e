import type { Span } from "../../anchoring/anchor";
import { UserError } from "../../errors";
import { cutsCharacter, MAX_QUOTE, prefixAt, type Selector, suffixAt } from "./selector";

const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/**
 * Checks that a span is a valid passage of a text and that the quote matches it.
 *
 * @throws UserError `passage-…` for a span that is out of range, empty or too long, splits a character, or contains no
 *   visible text; `quote-mismatch` if the quote differs from the text
 */
export function checkPassage(text: string, { start, end, quote }: Span & { quote: string }): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start > end || end > text.length) {
    throw new UserError("passage-range");
  }
  if (start === end) throw new UserError("passage-empty");
  if (end - start > MAX_QUOTE) {
    throw new UserError("passage-too-long", { max: MAX_QUOTE });
  }
  if (cutsCharacter(text, start) || cutsCharacter(text, end)) {
    throw new UserError("passage-cuts-character");
  }
  if (quote !== text.slice(start, end)) {
    throw new UserError("quote-mismatch");
  }
  if (!VISIBLE.test(quote)) throw new UserError("passage-blank");
}

/**
 * Checks the place of an area, which covers no text.
 *
 * @throws UserError `area-with-text`, `passage-range`, `passage-cuts-character`
 */
export function checkPoint(text: string, { start, end, quote }: Span & { quote: string }): void {
  if (start !== end || quote !== "") throw new UserError("area-with-text");
  if (!Number.isInteger(start) || start < 0 || start > text.length) throw new UserError("passage-range");
  if (cutsCharacter(text, start)) throw new UserError("passage-cuts-character");
}

/**
 * Checks a selector against the text that it was created from, including its context.
 *
 * @param checkSpan `checkPoint` for an area
 * @throws any error from `checkSpan`, and UserError `prefix-mismatch` or `suffix-mismatch`
 */
export function checkSelector(text: string, selector: Selector, checkSpan = checkPassage): void {
  checkSpan(text, selector);
  if (selector.prefix !== prefixAt(text, selector.start)) {
    throw new UserError("prefix-mismatch");
  }
  if (selector.suffix !== suffixAt(text, selector.end)) {
    throw new UserError("suffix-mismatch");
  }
}
