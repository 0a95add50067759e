import type { Words } from "./words";

/**
 * The self-information of each word of a text, in bits. This is how much evidence the word provides if it is found
 * again. Words that are less likely to occur by chance provide more evidence.
 */
export interface Surprise {
  /** How much evidence the word provides on its own. */
  alone: Float32Array;
  /**
   * How much evidence the word provides if the previous word was found too. This is little for the second word of a
   * phrase that recurs in the text.
   */
  following: Float32Array;
}

/** Number of occurrences of each word and of each word pair, by key. */
export interface Counts {
  all: number;
  single: Map<number, number>;
  pairs: Map<number, number>;
}

/** Weight of the unigram estimate relative to counted pairs, as a number of occurrences. */
const PRIOR = 2;

/**
 * Upper bound for keys. No text has this many different words, and a pair of keys fits into one number without loss of
 * precision.
 */
const MAX_KEYS = 2 ** 26;

/** A key for a word pair. It is larger than any key of a single word. */
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
 * Weighs words with a bigram model. The word being judged is excluded from the counts (leave-one-out). Names get a high
 * weight, "of the" a low one, and a paragraph that occurs twice is no evidence for either place. No stop words or other
 * knowledge of the language is needed.
 *
 * @param counts the counts of the text that contains the words, or of the text to search
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

/** The self-information of a word alone, in bits. */
export function bitsOf(key: number, counts: Counts): number {
  return -Math.log2(Math.min(1, chanceOf(key, counts)));
}

function chanceOf(key: number, { all, single }: Counts): number {
  // A word that occurs nowhere else counts as half an occurrence (smoothing).
  return (others(single.get(key)) + 0.5) / Math.max(1, all);
}

/** The number of occurrences, excluding the one being judged. */
function others(occurrences: number | undefined): number {
  return Math.max(0, (occurrences ?? 0) - 1);
}
