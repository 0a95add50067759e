import { diffArrays } from "diff";
import { heaviestChain, type Run } from "./chain";

/**
 * Two sequences are diffed directly up to this total number of words. In the worst case, when all words differ, this
 * takes about 20 ms.
 */
const MAX_DIFF = 1_000;

/**
 * Sequences are split at runs of words that are unique in both. These are the lengths of such runs, in order of
 * preference. The shorter runs are used only if a long sequence has no longer ones.
 */
const CUTS = { always: [8, 4], long: [2, 1] };

/**
 * Maximum recursion depth of splits. A sequence that is still too long has too little in common with the other
 * sequence.
 */
const MAX_DEPTH = 12;

/**
 * The common words of two sequences, as runs in order. The sequences are split at runs that are unique in both, as in
 * patience diff (Cohen). This keeps related words together. Between splits, the longest common subsequence is computed
 * (Myers 1986, package `diff`). Parts that are too long and cannot be split count as different, so that the time does
 * not grow quadratically.
 *
 * @param mostEdits maximum number of insertions and deletions between two splits; beyond that, the parts count as
 *   having nothing in common
 */
export function commonWords(before: Uint32Array, after: Uint32Array, mostEdits = MAX_DIFF): Run[] {
  const runs: Run[] = [];
  addCommon(before, after, { from: 0, to: 0, depth: 0, mostEdits }, runs);
  return runs;
}

/** Where the compared parts begin in the whole sequences, and the recursion depth. */
interface Place {
  from: number;
  to: number;
  depth: number;
  mostEdits: number;
}

function addCommon(before: Uint32Array, after: Uint32Array, place: Place, runs: Run[]): void {
  const { from, to, depth } = place;
  if (before.length === 0 || after.length === 0) return;
  const isLong = before.length + after.length > MAX_DIFF;
  const cuts = depth < MAX_DEPTH ? cutsOf(before, after, isLong) : [];
  if (cuts.length === 0) {
    if (!isLong) addDifference(before, after, place, runs);
    return;
  }
  let last = 0;
  let lastOther = 0;
  const addBetween = (until: number, untilOther: number): void => {
    const between = { ...place, from: from + last, to: to + lastOther, depth: depth + 1 };
    addCommon(before.subarray(last, until), after.subarray(lastOther, untilOther), between, runs);
  };
  for (const cut of cuts) {
    addBetween(cut.from, cut.to);
    add(runs, { from: from + cut.from, to: to + cut.to, length: cut.length });
    last = cut.from + cut.length;
    lastOther = cut.to + cut.length;
  }
  addBetween(before.length, after.length);
}

/** Adds a run. If it is contiguous with the previous run, the two are merged. */
function add(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && last.from + last.length === run.from && last.to + last.length === run.to) last.length += run.length;
  else runs.push(run);
}

function addDifference(before: Uint32Array, after: Uint32Array, { from, to, mostEdits }: Place, runs: Run[]): void {
  const difference = diffArrays(Array.from(before), Array.from(after), { maxEditLength: mostEdits });
  if (!difference) return;
  let index = from;
  let other = to;
  for (const { added, removed, count } of difference) {
    if (!added && !removed) add(runs, { from: index, to: other, length: count });
    if (!added) index += count;
    if (!removed) other += count;
  }
}

/**
 * Split points: runs that occur once in each sequence and in the same order in both, each extended as far as the
 * sequences match. Long sequences can also be split at their common prefix and suffix.
 */
function cutsOf(before: Uint32Array, after: Uint32Array, isLong: boolean): Run[] {
  for (const length of isLong ? [...CUTS.always, ...CUTS.long] : CUTS.always) {
    const found = uniqueRuns(before, after, length);
    if (found.length > 0) return extended(before, after, heaviestChain(found));
  }
  return isLong ? commonEdges(before, after) : [];
}

/** The runs of `length` equal words that are unique in each sequence, without overlaps in either. */
function uniqueRuns(before: Uint32Array, after: Uint32Array, length: number): Run[] {
  const ours = onceIn(before, length);
  const theirs = onceIn(after, length);
  const runs: Run[] = [];
  for (const [hash, from] of ours) {
    const to = theirs.get(hash) ?? -1;
    if (from < 0 || to < 0 || !agree(before, from, after, to, length)) continue;
    runs.push({ from, to, length });
  }
  // Overlapping runs are redundant, because the first one is extended later and covers the others.
  let end = 0;
  const apart = runs.filter(({ from }) => {
    if (from < end) return false;
    end = from + length;
    return true;
  });
  let endOther = 0;
  return apart
    .sort((a, b) => a.to - b.to)
    .filter(({ to }) => {
      if (to < endOther) return false;
      endOther = to + length;
      return true;
    })
    .sort((a, b) => a.from - b.from);
}

function agree(before: Uint32Array, from: number, after: Uint32Array, to: number, length: number): boolean {
  for (let step = 0; step < length; step++) if (before[from + step] !== after[to + step]) return false;
  return true;
}

/**
 * Start of each run of `length` words, by rolling hash (Rabin and Karp 1987), in order; -1 if the run occurs more than
 * once.
 */
function onceIn(words: Uint32Array, length: number): Map<number, number> {
  const places = new Map<number, number>();
  let power = 1;
  for (let step = 0; step < length; step++) power = Math.imul(power, HASH_BASE);
  let hash = 0;
  for (let end = 0; end < words.length; end++) {
    hash = (Math.imul(hash, HASH_BASE) + words[end]! + 1) | 0;
    if (end >= length) hash = (hash - Math.imul(power, words[end - length]! + 1)) | 0;
    if (end >= length - 1) places.set(hash, places.has(hash) ? -1 : end - length + 1);
  }
  return places;
}

/** The multiplier must be odd, and large enough to spread word numbers over 32 bits. */
const HASH_BASE = 0x01000193;

/** Extends each run of a chain in both directions as far as the words match. */
function extended(before: Uint32Array, after: Uint32Array, chain: readonly Run[]): Run[] {
  const runs: Run[] = [];
  let end = 0;
  let endOther = 0;
  chain.forEach((run, index) => {
    let { from, to } = run;
    // The previous run was extended into this one, so skip the words that the previous run already covers.
    if (from + run.length <= end || to + run.length <= endOther) return;
    const taken = Math.max(0, end - from, endOther - to);
    from += taken;
    to += taken;
    let length = run.length - taken;
    while (from > end && to > endOther && before[from - 1] === after[to - 1]) {
      from--;
      to--;
      length++;
    }
    const next = chain[index + 1] ?? { from: before.length, to: after.length };
    while (from + length < next.from && to + length < next.to && before[from + length] === after[to + length]) length++;
    runs.push({ from, to, length });
    end = from + length;
    endOther = to + length;
  });
  return runs;
}

/**
 * The common prefix and suffix. If they overlap, as in "ha ha ha" and "ha ha", the words that could belong to either of
 * them are left out.
 */
function commonEdges(before: Uint32Array, after: Uint32Array): Run[] {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head++;
  if (head === before.length && head === after.length) return [{ from: 0, to: 0, length: head }];
  let tail = 0;
  while (tail < least && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const clash = Math.max(0, head + tail - least);
  head -= clash;
  tail -= clash;
  const runs = [
    { from: 0, to: 0, length: head },
    { from: before.length - tail, to: after.length - tail, length: tail },
  ];
  return runs.filter(({ length }) => length > 0);
}
