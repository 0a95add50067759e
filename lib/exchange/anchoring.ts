import type { Anchor } from "../anchoring/anchor";
import { anchorQuote } from "../anchoring/quote";
import { MAX_QUOTE } from "../annotations/highlights/selector";
import type { Comparisons } from "../annotations/placements/placing";
import type { CodePoints } from "../report/code-points";
import type { PortableQuote } from "./portable";

/** Maximum length of the context on either side, in UTF-16 code units. Longer context adds no information. */
const MAX_CONTEXT = 256;

/** A text in which to look for passages. */
export interface SearchedText {
  text: string;
  points: CodePoints;
}

/**
 * Finds a passage in a text by its quote.
 *
 * @param isOwn whether the source says that the passage is from this very text. If so, a quote that occurs only once is
 *   accepted, however short it is
 */
export function anchorPortable(
  { text, points }: SearchedText,
  { exact, prefix, suffix, position }: PortableQuote,
  comparisons: Comparisons,
  isOwn = false,
): Anchor {
  if (exact.length > MAX_QUOTE) return { state: "orphan" };
  const known = { exact, prefix: prefix.slice(-MAX_CONTEXT), suffix: suffix.slice(0, MAX_CONTEXT) };
  const quote = position === null ? known : { ...known, position: points.toUnits(position) };
  return anchorQuote(comparisons.quotable(text), quote, isOwn);
}
