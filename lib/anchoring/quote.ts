import type { Anchor } from "./anchor";
import type { Run } from "./chain";
import { commonWords } from "./common-words";
import { type Located, locate, wordsIn } from "./locate";
import { type Counts, countWords, pairOf, type Surprise, surpriseOf } from "./surprise";
import { trustedRuns } from "./trusted";
import { type Lexicon, readWords, type Stretch, type Words } from "./words";

/** What is known of a passage where the text that it was made in is not at hand. */
export interface Quote {
  exact: string;
  /** What stood before and after it, in so far as it is known; some 64 characters are enough. */
  prefix: string;
  suffix: string;
  /** Where it began, in UTF-16 code units. */
  position?: number;
}

/** A text that quotes are looked for in; made once for all of them. */
export interface QuotableText {
  words: Words;
  lexicon: Lexicon;
  counts: Counts;
  /** Where each word stands, and each two in a row, the second of them. */
  places: Map<number, number[]>;
}

/** Two words in a row that stand in more places lead nowhere. */
const MAX_PLACES = 200;

/** So many places that share words with a quote are compared with it. */
const MAX_WINDOWS = 8;

/** How many words more or fewer there may be before a place that words speak for the same one. */
const SLACK = 12;

/**
 * How many bits more than the choice of a place takes must speak for a passage, with its context; and how many must do so where
 * its own words stand as they were but nothing around them.
 */
const MARGIN = { inContext: 14, alone: 40 };

/** Which part of the words before or after a passage, in bits, must be there for that side to agree. */
const AGREES = 0.5;

/** How much of the evidence for the best place may speak for the next best. */
const MAX_RUNNER_UP = 0.75;

/** So many words that stand in the text are worth a person's look where nothing tells whether they are the ones. */
const MIN_LOOKALIKE = 3;

export function quotable(text: string): QuotableText {
  const lexicon: Lexicon = new Map();
  const words = readWords(text, lexicon);
  const places = new Map<number, number[]>();
  const note = (key: number, place: number): void => {
    const list = places.get(key);
    if (!list) places.set(key, [place]);
    else if (list.length <= MAX_PLACES) list.push(place);
  };
  for (let index = 0; index < words.count; index++) {
    note(words.keys[index]!, index);
    if (index > 0) note(pairOf(words.keys[index - 1]!, words.keys[index]!), index);
  }
  return { words, lexicon, counts: countWords(words), places };
}

/** A quote with its context as one text. */
interface Sought {
  words: Words;
  surprise: Surprise;
  start: number;
  end: number;
  /** The words of the quote among all. */
  own: Stretch;
}

/** A place where a quote may stand. */
interface Find extends Located {
  /** How much speaks for it, in bits. */
  score: number;
  /** Which part of the words before, of the quote and after it stand there, by what they say; 1 where there are none. */
  before: number;
  after: number;
}

/**
 * Finds a passage of which only the words and some context are known. It is found where enough speaks for one place, the
 * context of a side or two agrees, and no other place comes near: a lookalike is no answer.
 *
 * @returns `moved` where all of its words stand, but neither side's context
 */
export function anchorQuote(text: QuotableText, quote: Quote): Anchor {
  const sought = read(text, quote);
  if (sought.own.from >= sought.own.to) return { state: "orphan" };
  const finds = windowsOf(text, sought)
    .flatMap((window) => compare(text, sought, window) ?? [])
    .sort((a, b) => b.score - a.score);
  const best = finds[0];
  if (!best) return { state: standsSomewhere(text, sought) ? "ambiguous" : "orphan" };
  const rival = finds.find((find) => find.start >= best.end || find.end <= best.start);
  if (rival && rival.score > best.score * MAX_RUNNER_UP && !isUntouched(best, quote)) return { state: "ambiguous" };
  if (!isCredible(text, sought, best)) return { state: best.isWhole && isLong(sought) ? "ambiguous" : "orphan" };
  const place = { start: best.start, end: best.end };
  if (!best.isWhole) return { state: "changed", ...place };
  return { state: best.before >= AGREES || best.after >= AGREES ? "anchored" : "moved", ...place };
}

function read({ lexicon, counts }: QuotableText, { exact, prefix, suffix }: Quote): Sought {
  const words = readWords(prefix + exact + suffix, lexicon);
  const start = prefix.length;
  const end = start + exact.length;
  return { words, surprise: surpriseOf(words, counts), start, end, own: wordsIn(words, { start, end }) };
}

function isLong({ own }: Sought): boolean {
  return own.to - own.from >= MIN_LOOKALIKE;
}

/** The stretches of the text that share most with a quote and its context. Every two words in a row vote for where it would begin. */
function windowsOf({ words, places }: QuotableText, { words: sought, surprise }: Sought): Stretch[] {
  const votes = new Map<number, number>();
  const vote = (begin: number, bits: number): void => {
    const bucket = Math.floor(begin / SLACK);
    for (const near of [bucket, bucket + 1]) votes.set(near, (votes.get(near) ?? 0) + bits);
  };
  for (let index = 0; index < sought.count; index++) {
    const pair = index > 0 ? places.get(pairOf(sought.keys[index - 1]!, sought.keys[index]!)) : undefined;
    if (pair && pair.length <= MAX_PLACES) for (const place of pair) vote(place - index, surprise.following[index]!);
    const single = places.get(sought.keys[index]!);
    if (single && single.length <= MAX_PLACES / 10) {
      for (const place of single) vote(place - index, surprise.alone[index]! / 4);
    }
  }
  const windows: { from: number; to: number; bucket: number }[] = [];
  for (const [bucket] of [...votes].sort((a, b) => b[1] - a[1])) {
    if (windows.length >= MAX_WINDOWS) break;
    // Two buckets side by side hold the same votes: the window of one holds that of the other.
    if (windows.some((window) => Math.abs(window.bucket - bucket) <= 1)) continue;
    const from = Math.max(0, (bucket - 2) * SLACK);
    const to = Math.min(words.count, (bucket + 2) * SLACK + Math.ceil(sought.count * 1.25));
    if (from < to) windows.push({ from, to, bucket });
  }
  return windows;
}

function compare({ words, counts }: QuotableText, sought: Sought, { from, to }: Stretch): Find | null {
  const { words: ours, surprise, own } = sought;
  const common = commonWords(ours.keys, words.keys.subarray(from, to)).map((run) => ({ ...run, to: from + run.to }));
  const parts = trustedRuns(common, surprise, Math.log2(counts.all));
  const part = parts.sort((a, b) => b.score - a.score)[0];
  if (!part) return null;
  const located = locate(ours, words, within(part.runs, own), sought);
  if (!located) return null;
  const share = (stretch: Stretch): number => {
    const all = bitsIn([{ from: stretch.from, to: 0, length: stretch.to - stretch.from }], surprise);
    return all === 0 ? 1 : bitsIn(within(part.runs, stretch), surprise) / all;
  };
  return {
    ...located,
    score: part.score,
    before: share({ from: 0, to: own.from }),
    after: share({ from: own.to, to: ours.count }),
  };
}

/** The runs, in so far as they lie within a stretch of the first text. */
function within(runs: readonly Run[], { from, to }: Stretch): Run[] {
  return runs.flatMap((run) => {
    const skipped = Math.max(0, from - run.from);
    const length = Math.min(run.length, to - run.from) - skipped;
    return length > 0 ? [{ from: run.from + skipped, to: run.to + skipped, length }] : [];
  });
}

function bitsIn(runs: readonly Run[], { alone }: Surprise): number {
  let bits = 0;
  for (const { from, length } of runs) for (let index = from; index < from + length; index++) bits += alone[index]!;
  return bits;
}

function isCredible({ counts }: QuotableText, sought: Sought, find: Find): boolean {
  const chance = Math.log2(Math.max(1, counts.all));
  const sides = Number(find.before >= AGREES) + Number(find.after >= AGREES);
  const { own, surprise } = sought;
  let bits = 0;
  for (const { from, length } of find.runs) {
    bits += surprise.alone[from]!;
    for (let index = from + 1; index < from + length; index++) bits += surprise.following[index]!;
  }
  void own;
  if (sides === 2) return find.score >= chance + MARGIN.inContext;
  if (sides === 1) return bits >= chance + MARGIN.inContext && find.score >= chance + MARGIN.inContext;
  return find.isWhole && bits >= chance + MARGIN.alone;
}

/** Whether a passage stands with all of its context where it always stood. */
function isUntouched(find: Find, { position }: Quote): boolean {
  return find.isWhole && find.before === 1 && find.after === 1 && find.start === position;
}

function standsSomewhere({ words }: QuotableText, { words: sought, own, start, end }: Sought): boolean {
  return own.to - own.from >= MIN_LOOKALIKE && words.text.includes(sought.text.slice(start, end));
}
