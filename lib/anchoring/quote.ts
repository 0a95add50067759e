import type { Anchor } from "./anchor";
import { type Find, findsOf, type Sought, soughtIn } from "./finds";
import { type Literal, type Place, visibleLength } from "./literal";
import { wordsIn } from "./locate";
import { MAX_PLACES, type QuotableText } from "./quotable";
import { bitsOf } from "./surprise";

/** What is known about a passage if its original text is missing. */
export interface Quote extends Literal {
  /** The start of the passage, in UTF-16 code units. */
  position?: number;
}

/** Number of visible characters of context that are enough to accept a quote that occurs only once. */
const TELLING = 20;

/** Maximum number of places with the same words that are told apart by their whitespace. */
const MAX_EQUAL = 1_000;

/** How much evidence is needed for a passage with its context, beyond the cost of choosing its place, in bits. */
const MARGIN = 14;

/** How many more bits of evidence there must be for the best place than for the second best. */
const LEAD = 16;

/**
 * Minimum share of the context, in bits, that must be found. There are three limits: for places near the original
 * position, for places elsewhere, and for an edited passage together with its context. If the text has a lookalike, the
 * passage may also have had another twin that has since been removed, so more is required. The values were tuned on a
 * dozen texts in three languages. Lower values find more edited passages, but also more lookalikes.
 */
const AGREES = {
  usually: { near: 0.8, elsewhere: 0.93, edited: 0.8 },
  amongLookalikes: { near: 0.9, elsewhere: 0.95, edited: 0.85 },
};

/** A place with more than this share of the best place's evidence counts as a lookalike. */
const LOOKALIKE = 0.4;

/** Minimum information, in bits, that a context must have to identify a passage. */
const MIN_CONTEXT = 20;

/**
 * How far a passage can be from its original position and still count as near. This is a number of code units, or a
 * fraction of the text, whichever is more.
 */
const FAR = { units: 2_000, part: 0.1 };

/** Minimum length, in words, for a passage of unclear identity to be reported as ambiguous rather than orphaned. */
const MIN_LOOKALIKE = 3;

/**
 * Finds a passage by its quote and some context, without its original text.
 *
 * A place that contains the complete quote and context, ignoring whitespace and typography, is accepted if it is the
 * only one. More context can only exclude other places and add evidence for this one, so it never makes the result
 * worse. A single different character excludes a place, because the twin of a deleted passage often differs from it in
 * a single word. If there is no such place, all evidence is weighed. A place is accepted if there is enough evidence,
 * its context agrees and no other place comes close.
 *
 * @param isOwn whether the quote refers to this very text, in which case even a short quote is accepted
 * @returns `moved` if all words of the quote are found, but none of the context
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
 * The only place, or the one at the original position. In the text to which the quote refers, whitespace and typography
 * also distinguish places. In other texts, they do not, because they may have been edited in the passage but not in its
 * twin.
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

/**
 * The evidence for a place, in bits. It is the sum of the evidence that the place's words provide. A truncated word
 * counts in proportion to the part that is known. More context means more evidence.
 */
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

/** Minimum evidence for a place, in bits. */
function leastFor({ counts }: QuotableText): number {
  return Math.log2(Math.max(1, counts.all)) + MARGIN;
}

/** Locates a quote that does not occur verbatim with its complete context. */
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
  // If a quote occurs only once in the text to which it refers, that place needs no more agreement than a place near
  // the original position.
  const isNear = isNearby(text, best, quote) || (isOwn && literal.length === 1 && best.isWhole);
  if (!isCredible(text, best, isNear, hasLookalike ? AGREES.amongLookalikes : AGREES.usually)) return lost;
  // The quote also occurs elsewhere, and only words in other paragraphs favour the best place over its rivals.
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

/** Whether a passage is found near its original position. */
function isNearby({ words }: QuotableText, { start }: Find, { position }: Quote): boolean {
  return position !== undefined && Math.abs(start - position) <= Math.max(FAR.units, words.text.length * FAR.part);
}

/** Whether enough of a passage and its context is found to rule out that this is a different passage. */
function isCredible(
  text: QuotableText,
  { own, inside, outside, isWhole, score }: Find,
  isNear: boolean,
  agrees: (typeof AGREES)["usually"],
): boolean {
  const least = leastFor(text);
  if (score < least) return false;
  // If a passage was both edited and moved, it is indistinguishable from a lookalike.
  if (!isWhole && !(isNear && own.found + inside.found >= agrees.edited * (own.all + inside.all))) return false;
  if (inside.all >= MIN_CONTEXT) return inside.found >= (isNear ? agrees.near : agrees.elsewhere) * inside.all;
  // A passage that fills its paragraph has no context in that paragraph. It must be long, or its neighbouring
  // paragraphs must agree.
  return own.found >= least + MIN_CONTEXT || inside.found + outside.found >= MIN_CONTEXT;
}

/** Whether a passage is found with all of its context at its original position. */
function isUntouched({ isWhole, inside, outside, start }: Find, { position }: Quote): boolean {
  return isWhole && inside.found === inside.all && outside.found === outside.all && start === position;
}
