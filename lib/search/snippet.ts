import type { Range } from "./marks";

/** A part of a text, with the ranges matched inside it. */
export interface Snippet {
  text: string;
  /** Ranges within `text`, sorted and disjoint. */
  ranges: Range[];
  /** Whether the text before this part was cut off. */
  leading: boolean;
  /** Whether the text after this part was cut off. */
  trailing: boolean;
}

const SPACE = /\s/u;

/**
 * Selects the most relevant part of a text. This is the window with the most distinct matched words, or the first of
 * several equally good windows. It is cut between words, or inside a word that is longer than the window, but never
 * inside a surrogate pair.
 *
 * @param ranges the matches within `text`, sorted and disjoint
 * @param maxLength in UTF-16 code units
 */
export function snippet(text: string, ranges: readonly Range[], maxLength: number): Snippet {
  const [from, to] = windowAround(text, densest(text, ranges, maxLength), maxLength);
  const visible = ranges
    .map(([start, end]): Range => [Math.max(start, from) - from, Math.min(end, to) - from])
    .filter(([start, end]) => start < end);
  return { text: text.slice(from, to), ranges: visible, leading: from > 0, trailing: to < text.length };
}

/** The range from the first to the last match in the best window; the start of the text if there are no matches. */
function densest(text: string, ranges: readonly Range[], maxLength: number): Range {
  const words = ranges.map(([start, end]) => text.slice(start, end).toLowerCase());
  const counts = new Map<string, number>();
  let best: Range = [0, 0];
  let mostWords = 0;
  let left = 0;
  ranges.forEach(([, end], right) => {
    counts.set(words[right]!, (counts.get(words[right]!) ?? 0) + 1);
    for (; left < right && end - ranges[left]![0] > maxLength; left++) {
      const count = counts.get(words[left]!)!;
      if (count > 1) counts.set(words[left]!, count - 1);
      else counts.delete(words[left]!);
    }
    if (counts.size > mostWords) {
      mostWords = counts.size;
      best = [ranges[left]![0], end];
    }
  });
  return best;
}

/** Extends a range evenly on both sides to at most `maxLength`, then shrinks it to word boundaries. */
function windowAround(text: string, [start, end]: Range, maxLength: number): Range {
  if (text.length <= maxLength) return [0, text.length];
  const margin = Math.max(0, Math.floor((maxLength - (end - start)) / 2));
  const from = wordStart(text, Math.max(0, Math.min(start - margin, text.length - maxLength)), start);
  const to = Math.min(text.length, from + maxLength);
  // A range that is too long is cut.
  return [from, wordEnd(text, to, end <= to ? end : from, from)];
}

/** The start of the first word at or after `from`, but at most `latest`. */
function wordStart(text: string, from: number, latest: number): number {
  let start = from;
  if (start > 0 && !isSpace(text, start - 1)) {
    while (start < latest && !isSpace(text, start)) start++;
  }
  while (start < latest && isSpace(text, start)) start++;
  return start;
}

/** The end of the last word at or before `to`, but at least `earliest`; `to` if the result would be empty. */
function wordEnd(text: string, to: number, earliest: number, from: number): number {
  if (to === text.length) return to;
  let end = to;
  while (end > earliest && !(isSpace(text, end) && !isSpace(text, end - 1))) end--;
  if (end > from) return end;
  const splitsPair = to > 0 && text.codePointAt(to - 1)! > 0xffff;
  return splitsPair ? to - 1 : to;
}

function isSpace(text: string, offset: number): boolean {
  return SPACE.test(text.charAt(offset));
}
