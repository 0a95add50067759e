import type { Anchor } from "../../anchoring/anchor";
import { anchorQuote } from "../../anchoring/quote";
import type { Comparisons } from "../../annotations/placing";
import type { CodePoints } from "../../report/code-points";
import type { TravellingQuote } from "./travelling";

/** UTF-16 code units of context with which words that stand only once in a text are the ones that are meant. */
const TELLING = 24;

/** A text in which passages are looked for. */
export interface SearchedText {
  text: string;
  points: CodePoints;
}

/**
 * Where a passage that is known by its words stands in a text. Where all that is known of it stands there to the letter, nothing is to
 * be weighed; else `anchorQuote` decides.
 *
 * @param isOwn whether it is said to be a passage of this very text: then words without context that stand in it once are meant
 */
export function anchorTravelling(
  { text, points }: SearchedText,
  quote: TravellingQuote,
  comparisons: Comparisons,
  isOwn = false,
): Anchor {
  const { exact, prefix, suffix } = quote;
  const position = quote.position === null ? undefined : points.toUnits(quote.position);
  const whole = prefix + exact + suffix;
  const at = (start: number): Anchor => ({ state: "anchored", start, end: start + exact.length });
  if (position !== undefined && prefix + suffix !== "" && text.startsWith(whole, position - prefix.length)) {
    return at(position);
  }
  if (prefix.length + suffix.length >= TELLING || (isOwn && prefix + suffix === "")) {
    const first = text.indexOf(whole);
    if (first >= 0 && text.indexOf(whole, first + 1) < 0) return at(first + prefix.length);
  }
  const known = position === undefined ? { exact, prefix, suffix } : { exact, prefix, suffix, position };
  return anchorQuote(comparisons.quotable(text), known);
}
