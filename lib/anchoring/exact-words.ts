import type { Alignment } from "./align";
import type { Run } from "./chain";
import type { Located } from "./locate";
import { isSameWord, type Segment, wordAt } from "./words";

/** Maximum number of candidate places to check. The words of most passages point to at most two. */
const MAX_PLACES = 8;

/** If less than half of a passage was found, the minimum share of its words that must point to the same place. */
const LEADING = 0.25;

/**
 * Finds all words of a passage, with no other words in between, near the place that the alignment suggests. The
 * alignment can be misled, because half of a passage can be matched with a phrase that is repeated elsewhere. An exact
 * match takes precedence. It also covers a paragraph that was split within the passage, because only whitespace was
 * inserted. An exact match far from the passage is ignored, because an edited passage may have an identical twin.
 *
 * @param words the words of the passage
 * @param runs the runs of these words that are matched
 * @param found the place that the runs suggest, or null if less than half of the passage was found
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
