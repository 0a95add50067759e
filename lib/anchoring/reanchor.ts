import type { Alignment } from "./align";
import type { Anchor, Span } from "./anchor";
import { runsOf } from "./draft";
import { exactWords } from "./exact-words";
import { type Located, locate, wordsIn } from "./locate";
import type { Segment } from "./words";

/**
 * Minimum length, in words, of a lost passage for it to be reported as ambiguous if its words occur in the new text.
 * Shorter passages can occur anywhere by chance.
 */
const MIN_LOOKALIKE = 3;

/**
 * Finds a passage of the first text in the second.
 *
 * @param span a span of the first text; it is clamped to the text
 */
export function reanchor(alignment: Alignment, span: Span): Anchor {
  const { before, after, stayed } = alignment;
  const start = Math.max(0, Math.min(span.start, before.text.length));
  const end = Math.max(start, Math.min(span.end, before.text.length));
  if (before.text === after.text) return { state: "anchored", start, end };
  const words = wordsIn(before, { start, end });
  if (words.from >= words.to) return { state: "orphan" };
  const found = find(alignment, words, { start, end });
  if (!found) return { state: lost(alignment, words) };
  const place = { start: found.start, end: found.end };
  if (!found.isWhole) return { state: "changed", ...place };
  let inPlace = 0;
  for (let index = words.from; index < words.to; index++) inPlace += stayed[index]!;
  return { state: inPlace * 2 > words.to - words.from ? "anchored" : "moved", ...place };
}

function find(alignment: Alignment, words: Segment, span: Span): Located | null {
  const { before, after } = alignment;
  const runs = runsOf(alignment, words);
  const found = locate(before, after, runs, span);
  if (found?.isWhole) return found;
  const exact = exactWords(alignment, words, runs, found);
  return exact ? locate(before, after, [exact], span) : found;
}

/** Whether words without a match are gone, or occur elsewhere without any evidence that they are the same words. */
function lost({ before, unplaced, unsure }: Alignment, { from, to }: Segment): "ambiguous" | "orphan" {
  for (let index = from; index < to; index++) if (unsure[index] === 1) return "ambiguous";
  if (to - from < MIN_LOOKALIKE) return "orphan";
  return unplaced.offsetsOf(before.keys.subarray(from, to)).length > 0 ? "ambiguous" : "orphan";
}
