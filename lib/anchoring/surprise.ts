import type { Words } from "./words";

/**
 * How much it says, in bits, that a word of a text is found again: the less likely it is to stand anywhere by chance, the more.
 */
export interface Surprise {
  /** By itself. */
  alone: Float32Array;
  /** Where the word before it has been found already. Little for the second word of a phrase that the text repeats. */
  following: Float32Array;
}

/** How often each word of a text occurs, and each two in a row, by their keys. */
export interface Counts {
  all: number;
  single: Map<number, number>;
  pairs: Map<number, number>;
}

/** How many occurrences what follows from single words weighs, beside the pairs that were counted. */
const PRIOR = 2;

/** No text has so many different words, so that two keys make one exact number. */
const MAX_KEYS = 2 ** 26;

/** Two words in a row as one number. It is above the number of any single word. */
export function pairOf(key: number, next: number): number {
  return (key + 1) * MAX_KEYS + next;
}

export function countWords({ keys, count }: Words): Counts {
  const single = new Map<number, number>();
  const pairs = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const key = keys[index]!;
    single.set(key, (single.get(key) ?? 0) + 1);
    if (index === 0) continue;
    const pair = pairOf(keys[index - 1]!, key);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { all: count, single, pairs };
}

/**
 * Weighs words by a bigram model in which each is judged by all the others but itself (leave one out). So a name counts much, "of
 * the" little, and a paragraph that stands twice is no evidence for either place: neither a list of stop words nor anything
 * else about a language is needed.
 *
 * @param counts of the text that the words belong to, or in which one looks for them
 */
export function surpriseOf({ keys, count }: Words, counts: Counts): Surprise {
  const { single, pairs } = counts;
  const alone = new Float32Array(count);
  const following = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const key = keys[index]!;
    const chance = chanceOf(key, counts);
    alone[index] = bitsOf(key, counts);
    if (index === 0) {
      following[index] = alone[index]!;
      continue;
    }
    const previous = keys[index - 1]!;
    const together = others(pairs.get(pairOf(previous, key)));
    following[index] = -Math.log2(Math.min(1, (together + PRIOR * chance) / (others(single.get(previous)) + PRIOR)));
  }
  return { alone, following };
}

/** How much a word says by itself, in bits. */
export function bitsOf(key: number, counts: Counts): number {
  return -Math.log2(Math.min(1, chanceOf(key, counts)));
}

function chanceOf(key: number, { all, single }: Counts): number {
  // Half an occurrence is granted to what occurs nowhere else.
  return (others(single.get(key)) + 0.5) / Math.max(1, all);
}

/** How often a word occurs beside the place that is judged. */
function others(occurrences: number | undefined): number {
  return Math.max(0, (occurrences ?? 0) - 1);
}
