import type { Anchor } from "./anchor";
import { type Find, findsOf, type Sought, soughtIn } from "./finds";
import { type Literal, type Place, visibleLength } from "./literal";
import { wordsIn } from "./locate";
import { MAX_PLACES, type QuotableText } from "./quotable";
import { bitsOf } from "./surprise";

/** What is known of a passage where the text that it was made in is not at hand. */
export interface Quote extends Literal {
  /** Where it began, in UTF-16 code units. */
  position?: number;
}

/** Visible characters of context with which words that stand only once in a text are the ones that are meant. */
const TELLING = 20;

/** So many places that are alike are told apart by their white space; more are too many to tell. */
const MAX_EQUAL = 1_000;

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
  const places = text.literal.find(quote, isOwn ? MAX_EQUAL : 2);
  return places.length > 0 ? anchorToTheLetter(text, quote, places, isOwn) : weigh(text, quote, isOwn);
}

function anchorToTheLetter(text: QuotableText, quote: Quote, places: readonly Place[], isOwn: boolean): Anchor {
  const { prefix, suffix } = quote;
  const context = visibleLength(prefix) + visibleLength(suffix);
  const place = meantOf(text, quote, places, isOwn);
  if (!place) return { state: "ambiguous" };
  const isClear =
    isOwn || context >= TELLING || (places.length === 1 && evidenceFor(text, place) >= leastFor(text) + MIN_CONTEXT);
  if (!isClear) return { state: "ambiguous" };
  return { state: isOwn || context > 0 ? "anchored" : "moved", start: place.start, end: place.end };
}

/**
 * The only one of some places, or the one where the passage stood. In the text that the quote names, white space and typography tell
 * places apart too. In another text they don't: an edit may have changed those of the passage, and a twin kept them.
 */
function meantOf(
  { words, literal }: QuotableText,
  quote: Quote,
  places: readonly Place[],
  isOwn: boolean,
): Place | null {
  const [first, second] = places;
  if (first && !second) return first;
  const { prefix, exact, suffix, position } = quote;
  const stood = position === undefined ? null : literal.findAt(quote, position);
  if (stood || !isOwn || places.length === MAX_EQUAL) return stood;
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
  const sought = soughtIn(text, quote);
  if (sought.own.from >= sought.own.to) return { state: "orphan" };
  const literal = text.literal.find({ exact: quote.exact, prefix: "", suffix: "" }, MAX_PLACES);
  const lost = { state: literal.length > 0 && (isOwn || isLong(sought)) ? "ambiguous" : "orphan" } as const;
  const finds = findsOf(text, sought, literal);
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

function isLong({ own }: Sought): boolean {
  return own.to - own.from >= MIN_LOOKALIKE;
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
