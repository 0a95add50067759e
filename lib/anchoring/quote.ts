import type { Anchor } from "./anchor";
import type { Run } from "./chain";
import { commonWords } from "./common-words";
import { LiteralIndex, type Place, visibleLength } from "./literal";
import { type Located, locate, wordsIn } from "./locate";
import { bitsOf, type Counts, countWords, pairOf, type Surprise, surpriseOf } from "./surprise";
import { trustedRuns } from "./trusted";
import { firstWordAfter, type Lexicon, readWords, type Stretch, type Words } from "./words";

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
  literal: LiteralIndex;
}

/** Visible characters of context with which words that stand only once in a text are the ones that are meant. */
const TELLING = 20;

/** Two words in a row that stand in more places lead nowhere. */
const MAX_PLACES = 200;

/** So many places that are alike are told apart by their white space; more are too many to tell. */
const MAX_EQUAL = 1_000;

/** So many places that share words with a quote are compared with it. */
const MAX_WINDOWS = 8;

/** So many votes are counted for a quote and for each of its words, so that the time grows with its length only. */
const VOTES = { always: 2_000, perWord: 20 };

/** Which part of all that a quote could vote with must be for a place to compare it: those with less share single words at most. */
const MIN_SHARED = 0.04;

/** Which part of the votes for the best place another one needs to be compared too. A lookalike has more. */
const PROMISING = 0.2;

/**
 * So many words may be edited in a row of which no few stand together. A short quote has no more; what would be left of a long one, nobody
 * would know again, and comparing takes the square of it.
 */
const MAX_EDITS = 200;

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
  return { words, lexicon, counts: countWords(words), places, literal: new LiteralIndex(text) };
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
 * Finds a passage of which only the words and some context are known.
 *
 * Where all that is known is there to the letter, up to white space and typography, that place is found, if it is the only one; since
 * more context can only rule out other places and say more for this one, it never makes the answer worse. The context contradicts
 * a place as soon as one of its characters is another there: a twin of a passage that is gone often differs from it in a single word. Then
 * all is weighed, and a place is found where enough speaks for it, the words around it agree, and no other place comes near.
 *
 * @param isOwn whether the quote names this very text: then its words need not be many to be the ones that are meant
 * @returns `moved` where all of its words stand, but nothing that stood around them
 */
export function anchorQuote(text: QuotableText, quote: Quote, isOwn = false): Anchor {
  if (visibleLength(quote.exact) === 0) return { state: "orphan" };
  const places = text.literal.find(quote, MAX_EQUAL);
  return places.length > 0 ? anchorToTheLetter(text, quote, places, isOwn) : weigh(text, quote, isOwn);
}

function anchorToTheLetter(text: QuotableText, quote: Quote, places: readonly Place[], isOwn: boolean): Anchor {
  const { prefix, suffix } = quote;
  const context = visibleLength(prefix) + visibleLength(suffix);
  const place = meantOf(text, quote, places);
  if (!place) return { state: "ambiguous" };
  const isClear =
    isOwn || context >= TELLING || (places.length === 1 && evidenceFor(text, place) >= leastFor(text) + MIN_CONTEXT);
  if (!isClear) return { state: "ambiguous" };
  return { state: isOwn || context > 0 ? "anchored" : "moved", start: place.start, end: place.end };
}

/** The only one of some places, or of those that have the same white space and typography too, or the one where the passage stood. */
function meantOf({ words, literal }: QuotableText, quote: Quote, places: readonly Place[]): Place | null {
  const [first, second] = places;
  if (first && !second) return first;
  const { prefix, exact, suffix, position } = quote;
  const stood = position === undefined ? null : literal.findAt(quote, position);
  if (stood || places.length === MAX_EQUAL) return stood;
  const all = prefix + exact + suffix;
  const [only, another] = places.filter(({ start }) => words.text.startsWith(all, start - prefix.length));
  return only && !another ? only : null;
}

/** How much speaks for a place, in bits: the words there, each as far as it is known. It grows with what is known. */
function evidenceFor({ words, counts }: QuotableText, { whole }: Place): number {
  const { from, to } = wordsIn(words, whole);
  let sum = 0;
  for (let index = from; index < to; index++) {
    const [start, end] = [words.starts[index]!, words.ends[index]!];
    const known = Math.min(end, whole.end) - Math.max(start, whole.start);
    sum += (bitsOf(words.keys[index]!, counts) * known) / (end - start);
  }
  return sum;
}

/** How much must speak for a place, in bits. */
function leastFor({ counts }: QuotableText): number {
  return Math.log2(Math.max(1, counts.all)) + MARGIN;
}

/** Says where a quote stands, of which all that is known stands nowhere to the letter. */
function weigh(text: QuotableText, quote: Quote, isOwn: boolean): Anchor {
  const sought = read(text, quote);
  if (sought.own.from >= sought.own.to) return { state: "orphan" };
  const literal = text.literal.find({ exact: quote.exact, prefix: "", suffix: "" }, MAX_PLACES);
  const lost = { state: literal.length > 0 && (isOwn || isLong(sought)) ? "ambiguous" : "orphan" } as const;
  const finds = windowsOf(text, sought, literal)
    .flatMap((window) => compare(text, sought, window) ?? [])
    .map((find) => toTheLetter(find, literal))
    .sort((a, b) => b.score - a.score);
  const best = finds[0];
  if (!best) return lost;
  const isElsewhere = (find: Find): boolean => find.start >= best.end || find.end <= best.start;
  const rival = finds.find(isElsewhere);
  const hasLookalike = rival !== undefined && rival.score > best.score * LOOKALIKE;
  // The only place of the words in the text that they are said to be from needs no more than one near where they were.
  const isNear = isNearby(text, best, quote) || (isOwn && literal.length === 1 && best.isWhole);
  if (!isCredible(text, best, isNear, hasLookalike ? AGREES.amongLookalikes : AGREES.usually)) return lost;
  // Nothing tells where else the words are, and only other paragraphs speak against that place.
  const isOpen = finds.some((find) => isElsewhere(find) && find.isWhole && find.inside.found >= best.inside.found);
  const isClose = rival !== undefined && rival.score > best.score - LEAD;
  if ((isOpen || isClose) && !isUntouched(best, quote)) return { state: "ambiguous" };
  const place = { start: best.start, end: best.end };
  if (!best.isWhole) return { state: "changed", ...place };
  return { state: best.inside.found + best.outside.found > 0 ? "anchored" : "moved", ...place };
}

/** A find with all of the words, if they are there to the letter: one that begins within a word is found so only. */
function toTheLetter(find: Find, literal: readonly Place[]): Find {
  const place = find.isWhole ? undefined : literal.find(({ start, end }) => start < find.end && find.start < end);
  return place ? { ...find, start: place.start, end: place.end, isWhole: true } : find;
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

/**
 * The stretches of the text that share most with a quote and its context, and those in which the quote stands to the letter. Words, and
 * every two in a row, vote for where it would begin, those that stand in the fewest places first.
 */
function windowsOf({ words, places }: QuotableText, sought: Sought, literal: readonly Place[]): Stretch[] {
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
    // Two buckets side by side hold the same votes: the window of one holds that of the other.
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

/** A word of what is sought, or it and the one before, the bits it speaks for a place with, and the places. */
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

function compare({ words, counts }: QuotableText, sought: Sought, { from, to }: Stretch): Find | null {
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

/** Whether a passage is found about where it was. */
function isNearby({ words }: QuotableText, { start }: Find, { position }: Quote): boolean {
  return position !== undefined && Math.abs(start - position) <= Math.max(FAR.units, words.text.length * FAR.part);
}

/** Whether the words and the context of a passage are found so far that it can't well be another one. */
function isCredible(
  text: QuotableText,
  { own, inside, outside, isWhole, score }: Find,
  isNear: boolean,
  agrees: (typeof AGREES)["usually"],
): boolean {
  const least = leastFor(text);
  if (score < least) return false;
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
