import type { Run } from "./chain";
import { commonWords } from "./common-words";
import type { Literal, Place } from "./literal";
import { type Located, locate, wordsIn } from "./locate";
import { MAX_PLACES, type QuotableText } from "./quotable";
import { pairOf, type Surprise, surpriseOf } from "./surprise";
import { trustedRuns } from "./trusted";
import { firstWordAfter, readWords, type Segment, type Words } from "./words";

/** Maximum number of candidate places to compare with a quote. */
const MAX_WINDOWS = 8;

/**
 * Maximum number of votes for a quote. It is a constant plus a number per word, so that the time is linear in the
 * length of the quote.
 */
const VOTES = { always: 2_000, perWord: 20 };

/**
 * Minimum share of all possible votes that a candidate must have. Places with fewer votes share only single words with
 * the quote.
 */
const MIN_SHARED = 0.04;

/**
 * Minimum share of the best candidate's votes that another candidate must have to be considered. Lookalikes have a
 * larger share.
 */
const PROMISING = 0.2;

/**
 * Maximum number of consecutive edits. Short quotes never reach it. A long quote with more edits would be
 * unrecognizable, and comparing takes quadratic time.
 */
const MAX_EDITS = 200;

/** Positional tolerance in words. Votes that are this close together count for the same candidate. */
const SLACK = 12;

/** A quote together with its context, as a single text. */
export interface Sought {
  words: Words;
  surprise: Surprise;
  start: number;
  end: number;
  /** The words of the quote, without its context. */
  own: Segment;
}

/** A candidate place for a quote. All figures are in bits. */
export interface Find extends Located {
  /** The evidence for this place. */
  score: number;
  /**
   * Information content of the quote, of the context in the quote's own paragraph and of the context in other
   * paragraphs. For each, `found` is how much of that information was found.
   */
  own: Share;
  inside: Share;
  outside: Share;
}

interface Share {
  all: number;
  found: number;
}

/** Tokenizes a quote with its context. */
export function soughtIn({ lexicon, counts }: QuotableText, { exact, prefix, suffix }: Literal): Sought {
  const words = readWords(prefix + exact + suffix, lexicon);
  const start = prefix.length;
  const end = start + exact.length;
  const { alone } = surpriseOf(words, counts);
  // A bigram discount is not needed. Words that several places share add the same evidence to each of them, and the
  // right place needs more evidence than its rivals anyway.
  return { words, surprise: { alone, following: alone }, start, end, own: wordsIn(words, { start, end }) };
}

/** The likely places for a quote that does not occur verbatim with its context, best first. */
export function findsOf(text: QuotableText, sought: Sought, literal: readonly Place[]): Find[] {
  return windowsOf(text, sought, literal)
    .flatMap((window) => compare(text, sought, window) ?? [])
    .map((find) => toTheLetter(find, literal))
    .sort((a, b) => b.score - a.score);
}

/**
 * Extends a found place to the verbatim quote if the two overlap. A quote that begins inside a word can only be found
 * verbatim.
 */
function toTheLetter(find: Find, literal: readonly Place[]): Find {
  const place = find.isWhole ? undefined : literal.find(({ start, end }) => start < find.end && find.start < end);
  return place ? { ...find, start: place.start, end: place.end, isWhole: true } : find;
}

/**
 * The windows of the text that have the most in common with a quote and its context, and the windows that contain the
 * quote verbatim. Words and word pairs vote for the start of the quote, beginning with the rarest.
 */
function windowsOf({ words, places }: QuotableText, sought: Sought, literal: readonly Place[]): Segment[] {
  const votes = new Map<number, number>();
  const vote = (begin: number, bits: number): void => {
    const bucket = Math.floor(begin / SLACK);
    for (const near of [bucket, bucket + 1]) votes.set(near, (votes.get(near) ?? 0) + bits);
  };
  const voters = votersOf(places, sought);
  let all = 0;
  let left = VOTES.always + VOTES.perWord * sought.words.count;
  for (const { index, bits, found } of voters) {
    all += bits;
    left -= found.length;
    if (left >= 0) for (const place of found) vote(place - index, bits);
  }
  const windows: { from: number; to: number; bucket: number }[] = [];
  const open = (bucket: number): void => {
    // Windows of adjacent buckets overlap and hold the same votes, so one of them is enough.
    if (windows.some((window) => Math.abs(window.bucket - bucket) <= 1)) return;
    const from = Math.max(0, (bucket - 2) * SLACK);
    const to = Math.min(words.count, (bucket + 2) * SLACK + Math.ceil(sought.words.count * 1.25));
    if (from < to) windows.push({ from, to, bucket });
  };
  if (literal.length <= MAX_WINDOWS) {
    for (const { start } of literal) open(Math.floor((firstWordAfter(words, start) - sought.own.from) / SLACK) + 1);
  }
  const most = windows.length + MAX_WINDOWS;
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  for (const [bucket, bits] of ranked) {
    if (windows.length >= most || bits < ranked[0]![1] * PROMISING || bits < all * MIN_SHARED) break;
    open(bucket);
  }
  return windows;
}

/**
 * A word or word pair of the quote, the places where it occurs, and the evidence (in bits) that it adds to each place.
 */
interface Voter {
  index: number;
  bits: number;
  found: readonly number[];
}

function votersOf(places: QuotableText["places"], { words: { keys, count }, surprise }: Sought): Voter[] {
  const voters: Voter[] = [];
  const add = (index: number, key: number, bits: number, most: number): void => {
    const found = places.get(key) ?? [];
    if (found.length <= most) voters.push({ index, bits, found });
  };
  for (let index = 0; index < count; index++) {
    if (index > 0) add(index, pairOf(keys[index - 1]!, keys[index]!), surprise.following[index]!, MAX_PLACES);
    add(index, keys[index]!, surprise.alone[index]! / 4, MAX_PLACES / 10);
  }
  return voters.sort((a, b) => a.found.length - b.found.length);
}

function compare({ words, counts }: QuotableText, sought: Sought, { from, to }: Segment): Find | null {
  const { words: ours, surprise, own } = sought;
  const common = commonWords(ours.keys, words.keys.subarray(from, to), MAX_EDITS).map((run) => ({
    ...run,
    to: from + run.to,
  }));
  const parts = trustedRuns(common, surprise, Math.log2(counts.all));
  const part = parts.sort((a, b) => b.score - a.score)[0];
  if (!part) return null;
  const located = locate(ours, words, within(part.runs, own), sought);
  if (!located) return null;
  return { ...located, score: part.score, ...sharesOf(part.runs, sought) };
}

/** How much of a quote and its context was found. */
function sharesOf(runs: readonly Run[], { words, surprise, own }: Sought): Pick<Find, "own" | "inside" | "outside"> {
  const { paragraphOf, count } = words;
  const found = new Uint8Array(count);
  for (const { from, length } of runs) found.fill(1, from, from + length);
  const shares = { own: { all: 0, found: 0 }, inside: { all: 0, found: 0 }, outside: { all: 0, found: 0 } };
  for (let index = 0; index < count; index++) {
    const isOwn = index >= own.from && index < own.to;
    const isInside = paragraphOf[index]! >= paragraphOf[own.from]! && paragraphOf[index]! <= paragraphOf[own.to - 1]!;
    const share = isOwn ? shares.own : isInside ? shares.inside : shares.outside;
    // The first and last word may be truncated along with the context, so they count only if they were found.
    if (!isOwn && found[index] === 0 && (index === 0 || index === count - 1)) continue;
    const bits = surprise.alone[index]!;
    share.all += bits;
    if (found[index] === 1) share.found += bits;
  }
  return shares;
}

/** The parts of runs that lie within a segment of the first text. */
function within(runs: readonly Run[], { from, to }: Segment): Run[] {
  return runs.flatMap((run) => {
    const skipped = Math.max(0, from - run.from);
    const length = Math.min(run.length, to - run.from) - skipped;
    return length > 0 ? [{ from: run.from + skipped, to: run.to + skipped, length }] : [];
  });
}
