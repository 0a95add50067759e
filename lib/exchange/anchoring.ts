import type { Anchor } from "../anchoring/anchor";
import { anchorQuote } from "../anchoring/quote";
import { MAX_QUOTE } from "../annotations/highlights/selector";
import type { Comparisons } from "../annotations/placements/placing";
import type { CodePoints } from "../report/code-points";
import type { PortableQuote } from "./portable";

/** UTF-16 code units of context that are looked at on either side: more tell nothing more. */
const MAX_CONTEXT = 256;

/** A text in which passages are looked for. */
export interface SearchedText {
  text: string;
  points: CodePoints;
}

/**
 * Where a passage that is known by its words stands in a text.
 *
 * @param isOwn whether it is said to be a passage of this very text: then words that stand in it once are meant, however few they are
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
