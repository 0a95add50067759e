import { tokenEnd } from "./analysis";
import { type PhrasePattern, phraseStarts } from "./phrases";

/** A half-open range of a text in UTF-16 code units. */
export type Range = [start: number, end: number];

/**
 * Finds the ranges of a text that match a query. Each matching word is a separate range, and each phrase is one range
 * from its first word to its last.
 *
 * @param words word numbers of `text` in order
 * @param offsets start of each word in `text`
 * @param matches numbers of the words that match on their own
 * @returns sorted by start, not overlapping
 */
export function matchedRanges(
  text: string,
  words: Uint32Array,
  offsets: Uint32Array,
  matches: ReadonlySet<number>,
  phrases: readonly PhrasePattern[],
): Range[] {
  const span = (first: number, last: number): Range => [offsets[first]!, tokenEnd(text, offsets[last]!)];
  const ranges: Range[] = [];
  // A 32-bit Bloom filter of word numbers modulo 32. It saves the set lookup for most words.
  let remainders = 0;
  for (const match of matches) remainders |= 1 << (match & 31);
  for (let place = 0; place < words.length; place++) {
    const word = words[place]!;
    if (((remainders >>> (word & 31)) & 1) === 1 && matches.has(word)) ranges.push(span(place, place));
  }
  if (phrases.length === 0) return ranges;
  for (const phrase of phrases) {
    for (const first of phraseStarts(words, 0, words.length, phrase))
      ranges.push(span(first, first + phrase.length - 1));
  }
  return mergeOverlapping(ranges);
}

/** Sorts ranges and merges overlapping ones; adjacent ranges stay separate. */
function mergeOverlapping(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
