import { tokenEnd } from "./analysis";
import { type PhrasePattern, phraseStarts } from "./phrases";

/** A span of a text in UTF-16 code units, half-open. */
export type Range = [start: number, end: number];

/**
 * The spans of a text that a query matched: each matched word by itself, each phrase as one span from its first word to its
 * last.
 *
 * @param words numbers of the words of `text` in order
 * @param offsets where each of them starts in `text`
 * @param matches numbers of the words that match by themselves
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
  // One bit for each remainder of 32 that some match has: most words are passed over without a look into the set.
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
