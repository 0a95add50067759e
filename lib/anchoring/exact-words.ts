import type { Alignment } from "./align";
import type { Run } from "./chain";
import type { Located } from "./locate";
import { isSameWord, type Segment, wordAt } from "./words";

/** So many places that words of a passage lead to are looked at. Few passages lead to more than two. */
const MAX_PLACES = 8;

/** Which part of the words of a passage of which less than half was found must lead to a place. */
const LEADING = 0.25;

/**
 * Where all of a passage's words are in a row near where the alignment leads, though it took some of them for others: a phrase that is
 * repeated elsewhere can pull half of a passage away. The exact words win over that; where a paragraph was split between
 * them, only white space came in. Words that lead nowhere near what was found of the passage don't count: an edited passage
 * may have an exact twin.
 *
 * @param words of the passage
 * @param runs of them that have partners
 * @param found what was found of the passage by them, or null for less than half
 */
export function exactWords(
  { before, after }: Alignment,
  words: Segment,
  runs: readonly Run[],
  found: Located | null,
): Run | null {
  const length = words.to - words.from;
  const leading = new Map<number, number>();
  for (const run of runs) {
    const to = run.to - (run.from - words.from);
    leading.set(to, (leading.get(to) ?? 0) + run.length);
  }
  const isThere = (to: number): boolean => {
    if (to < 0 || to + length > after.count) return false;
    for (let step = 0; step < length; step++) {
      if (before.keys[words.from + step] !== after.keys[to + step]) return false;
    }
    for (let step = 0; step < length; step++) {
      if (!isSameWord(wordAt(before, words.from + step), wordAt(after, to + step))) return false;
    }
    return true;
  };
  const isNear = (to: number, count: number): boolean =>
    found
      ? after.starts[to]! < found.end && found.start < after.ends[to + length - 1]!
      : count >= Math.max(2, length * LEADING);
  const ranked = [...leading].sort((a, b) => b[1] - a[1]).slice(0, MAX_PLACES);
  const place = ranked.find(([to, count]) => isThere(to) && isNear(to, count));
  return place ? { from: words.from, to: place[0], length } : null;
}
