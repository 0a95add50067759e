import type { Span } from "./anchor";
import { heaviestChain, type Run } from "./chain";
import { firstWordAfter, firstWordFrom, isSameWord, type Segment, type Words, wordAt } from "./words";

/** Minimum share of a passage's letters that must be found for it to count as the same passage. */
const MIN_KEPT = 0.5;

/**
 * Maximum number of words inserted within a passage. It is a constant plus an allowance for each of the passage's
 * words. If more words were inserted, the parts of the passage are treated as separate.
 */
const ADDED = { always: 60, perWord: 2 };

/** The words that a passage contains, fully or partly. */
export function wordsIn(words: Words, { start, end }: Span): Segment {
  return { from: firstWordAfter(words, start), to: firstWordFrom(words, end) };
}

/** The place where a passage was found. */
export interface Located extends Span {
  /** Whether all words of the passage are there, with no other words in between, and differ only in typography. */
  isWhole: boolean;
  /** The passage's words in both texts. */
  runs: Run[];
}

/**
 * Builds the place of a passage from its matched words.
 *
 * @param runs words of the passage that are in both texts, in the order of the first text
 * @param passage in the text of `before`; contains at least one word
 * @returns null if less than half of the passage is found in one place
 */
export function locate(before: Words, after: Words, runs: readonly Run[], passage: Span): Located | null {
  const words = wordsIn(before, passage);
  /** How much of a run of words the passage covers, in code units. A passage can begin and end inside a word. */
  const weightOf = ({ from, length }: Run): number => {
    let weight = 0;
    for (let index = from; index < from + length; index++) {
      weight += Math.min(passage.end, before.ends[index]!) - Math.max(passage.start, before.starts[index]!);
    }
    return weight;
  };
  const sum = (some: readonly Run[]): number => some.reduce((weight, run) => weight + weightOf(run), 0);
  const parts = partsOf(heaviestChain(runs, weightOf), words.to - words.from);
  const part = parts.reduce((best, other) => (sum(other) > sum(best) ? other : best), []);
  const all = weightOf({ from: words.from, to: 0, length: words.to - words.from });
  if (part.length === 0 || sum(part) < all * MIN_KEPT) return null;
  const found = edgesOf(before, after, part, passage);
  if (!isWhole(before, after, part, words)) return { ...found, isWhole: false, runs: part };
  return { ...withSpace(before, after, passage, words, found), isWhole: true, runs: part };
}

/** Splits runs wherever too many words were inserted between them. */
function partsOf(runs: readonly Run[], size: number): Run[][] {
  const parts: Run[][] = [];
  let last: Run | undefined;
  for (const run of runs) {
    const added = last ? run.to - last.to - (run.from - last.from) : Number.POSITIVE_INFINITY;
    if (added <= ADDED.always + ADDED.perWord * size) parts.at(-1)!.push(run);
    else parts.push([run]);
    last = run;
  }
  return parts;
}

/**
 * The span from the first matched word to the last. If the passage covers only part of a word and the word is
 * unchanged, only that part is included.
 */
function edgesOf(before: Words, after: Words, part: readonly Run[], { start, end }: Span): Span {
  const first = part[0]!;
  const last = part.at(-1)!;
  const ours = last.from + last.length - 1;
  const theirs = last.to + last.length - 1;
  const isSame = (index: number, other: number): boolean => wordAt(before, index) === wordAt(after, other);
  const skipped = isSame(first.from, first.to) ? Math.max(0, start - before.starts[first.from]!) : 0;
  const cut = isSame(ours, theirs) ? Math.max(0, before.ends[ours]! - end) : 0;
  return { start: after.starts[first.to]! + skipped, end: after.ends[theirs]! - cut };
}

function isWhole(before: Words, after: Words, part: readonly Run[], { from, to }: Segment): boolean {
  const run = part[0]!;
  if (part.length > 1 || run.length < to - from) return false;
  for (let step = 0; step < run.length; step++) {
    if (!isSameWord(wordAt(before, from + step), wordAt(after, run.to + step))) return false;
  }
  return true;
}

/** Includes the passage's leading and trailing whitespace if the text still has it. */
function withSpace(before: Words, after: Words, passage: Span, { from, to }: Segment, found: Span): Span {
  const leading = before.text.slice(passage.start, before.starts[from]);
  const trailing = before.text.slice(before.ends[to - 1], passage.end);
  const start = found.start - leading.length;
  return {
    start: start >= 0 && after.text.startsWith(leading, start) ? start : found.start,
    end: after.text.startsWith(trailing, found.end) ? found.end + trailing.length : found.end,
  };
}
