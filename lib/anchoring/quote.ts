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

/** Which part of the votes for the best place another one needs to be compared too. A lookalike has more. */
const PROMISING = 0.2;

/** How many words more or fewer there may be before a place that words speak for the same one. */
const SLACK = 12;

/** How many bits more than the choice of a place takes must speak for a passage with its context. */
const MARGIN = 14;

/** How many bits more must speak for the best place than for the next best. */
const LEAD = 16;

/**
 * Which part of the words around a passage must be there, in bits, near where it was and elsewhere; and which of those of an edited
 * passage together with them. A text that says nearly the same in one more place may have said it in a third that is gone, so
 * that more is asked there. Chosen on a dozen texts in three languages: lower values find more edited passages, and more lookalikes.
 */
const AGREES = {
  usually: { near: 0.8, elsewhere: 0.93, edited: 0.8 },
  amongLookalikes: { near: 0.9, elsewhere: 0.95, edited: 0.85 },
};

/** Which part of the evidence for a passage makes another place a lookalike. */
const LOOKALIKE = 0.4;

/** Words around a passage that say less than this, in bits, say too little to tell it. */
const MIN_CONTEXT = 20;

/** How far a passage is from where it was if nothing moved, in code units, or if more, as a part of the text. */
const FAR = { units: 2_000, part: 0.1 };

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

/** A place where a quote may stand. All figures are in bits. */
interface Find extends Located {
  /** How much speaks for it. */
  score: number;
  /** How much the quote says, and the words around it in its own paragraph and in others; and how much of each stands here. */
  own: Share;
  inside: Share;
  outside: Share;
}

interface Share {
  all: number;
  found: number;
}

/**
 * Finds a passage of which only the words and some context are known. It is found where enough speaks for one place, the words
 * around it agree, and no other place comes near: a lookalike is no answer.
 *
 * @returns `moved` where all of its words stand, but nothing that stood around them
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
  const hasLookalike = rival !== undefined && rival.score > best.score * LOOKALIKE;
  if (!isCredible(text, best, quote, hasLookalike ? AGREES.amongLookalikes : AGREES.usually))
    return { state: best.isWhole && isLong(sought) ? "ambiguous" : "orphan" };
  if (rival && rival.score > best.score - LEAD && !isUntouched(best, quote)) return { state: "ambiguous" };
  const place = { start: best.start, end: best.end };
  if (!best.isWhole) return { state: "changed", ...place };
  return { state: best.inside.found + best.outside.found > 0 ? "anchored" : "moved", ...place };
}

function read({ lexicon, counts }: QuotableText, { exact, prefix, suffix }: Quote): Sought {
  const words = readWords(prefix + exact + suffix, lexicon);
  const start = prefix.length;
  const end = start + exact.length;
  const { alone } = surpriseOf(words, counts);
  // What many places share takes nothing from one that has it all, since a rival must be beaten by the difference.
  return { words, surprise: { alone, following: alone }, start, end, own: wordsIn(words, { start, end }) };
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
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  for (const [bucket, bits] of ranked) {
    if (windows.length >= MAX_WINDOWS || bits < ranked[0]![1] * PROMISING) break;
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
  return { ...located, score: part.score, ...sharesOf(part.runs, sought) };
}

/** How much of a quote and of the words around it was found. */
function sharesOf(runs: readonly Run[], { words, surprise, own }: Sought): Pick<Find, "own" | "inside" | "outside"> {
  const { paragraphOf, count } = words;
  const found = new Uint8Array(count);
  for (const { from, length } of runs) found.fill(1, from, from + length);
  const shares = { own: { all: 0, found: 0 }, inside: { all: 0, found: 0 }, outside: { all: 0, found: 0 } };
  for (let index = 0; index < count; index++) {
    const isOwn = index >= own.from && index < own.to;
    const isInside = paragraphOf[index]! >= paragraphOf[own.from]! && paragraphOf[index]! <= paragraphOf[own.to - 1]!;
    const share = isOwn ? shares.own : isInside ? shares.inside : shares.outside;
    // The first and the last word may have been cut where the context was, so that only what is found of them counts.
    if (!isOwn && found[index] === 0 && (index === 0 || index === count - 1)) continue;
    const bits = surprise.alone[index]!;
    share.all += bits;
    if (found[index] === 1) share.found += bits;
  }
  return shares;
}

/** The runs, in so far as they lie within a stretch of the first text. */
function within(runs: readonly Run[], { from, to }: Stretch): Run[] {
  return runs.flatMap((run) => {
    const skipped = Math.max(0, from - run.from);
    const length = Math.min(run.length, to - run.from) - skipped;
    return length > 0 ? [{ from: run.from + skipped, to: run.to + skipped, length }] : [];
  });
}

/** Whether the words and the context of a passage are found so far that it can't well be another one. */
function isCredible(
  { words, counts }: QuotableText,
  { own, inside, outside, isWhole, score, start }: Find,
  { position }: Quote,
  agrees: (typeof AGREES)["usually"],
): boolean {
  const least = Math.log2(Math.max(1, counts.all)) + MARGIN;
  if (score < least) return false;
  const far = Math.max(FAR.units, words.text.length * FAR.part);
  const isNear = position !== undefined && Math.abs(start - position) <= far;
  // A passage that was both edited and moved is not to be told from a lookalike.
  if (!isWhole && !(isNear && own.found + inside.found >= agrees.edited * (own.all + inside.all))) return false;
  if (inside.all >= MIN_CONTEXT) return inside.found >= (isNear ? agrees.near : agrees.elsewhere) * inside.all;
  // A passage that is all of its paragraph speaks for itself, if it is long, or its neighbours speak for it.
  return own.found >= least + MIN_CONTEXT || inside.found + outside.found >= MIN_CONTEXT;
}

/** Whether a passage stands with all of its context where it always stood. */
function isUntouched({ isWhole, inside, outside, start }: Find, { position }: Quote): boolean {
  return isWhole && inside.found === inside.all && outside.found === outside.all && start === position;
}

function standsSomewhere({ words }: QuotableText, { words: sought, own, start, end }: Sought): boolean {
  return own.to - own.from >= MIN_LOOKALIKE && words.text.includes(sought.text.slice(start, end));
}
