import { tokenEnd } from "./analysis";
import { type PhrasePattern, phraseStarts } from "./phrases";

/** A span of a text in UTF-16 code units, half-open. */
export type Range = [start: number, end: number];

/** The words of an indexed text: who they are and where they start. */
export interface WordSequence {
  /** Numbers of the words in order, as `Vocabulary.add` returns them. */
  ids: Uint32Array;
  /** UTF-16 offset of each word in the text. */
  starts: Uint32Array;
}

/**
 * The spans of a text that a query matched: each matched word by itself, each phrase as one span from its first word to its
 * last.
 *
 * @param sequence the words of `text`
 * @param matches numbers of the words that match by themselves
 * @returns sorted by start, not overlapping
 */
export function matchedRanges(
  text: string,
  { ids, starts }: WordSequence,
  matches: ReadonlySet<number>,
  phrases: readonly PhrasePattern[],
): Range[] {
  const span = (first: number, last: number): Range => [starts[first]!, tokenEnd(text, starts[last]!)];
  const ranges: Range[] = [];
  ids.forEach((id, place) => {
    if (matches.has(id)) ranges.push(span(place, place));
  });
  for (const phrase of phrases) {
    for (const first of phraseStarts(ids, phrase)) ranges.push(span(first, first + phrase.length - 1));
  }
  return mergeOverlapping(ranges);
}

/** Sorts ranges and joins those that overlap; ranges that merely touch stay apart. */
function mergeOverlapping(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
