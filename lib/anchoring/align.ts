import { type Draft, draftOf, type Gap, gapsBetween, match, stationaryRuns, unmatched } from "./draft";
import { isMisspelling } from "./misspelling";
import { matchParagraphs } from "./paragraphs";
import { matchAlike, matchSegments, matchTwo } from "./segments";
import { matchSpelling } from "./spelling";
import { SuffixIndex } from "./suffix-index";
import { type Segment, type Words, wordAt } from "./words";

/** A word-by-word alignment of two texts. It is computed once per pair of editions and used for every highlight. */
export interface Alignment {
  before: Words;
  after: Words;
  /** For each word of the first text, the index of the same word in the second, or -1. */
  partner: Int32Array;
  /** For each word of the second text, the index of the same word in the first, or -1. */
  origin: Int32Array;
  /** For each word of the first text, 1 if it kept its relative order. */
  stayed: Uint8Array;
  /** For each word of the first text, 1 if it is ambiguous, because it could match any of several words, or none. */
  unsure: Uint8Array;
  /**
   * Index of the unmatched words of the second text. Each matched word is replaced by a number that no word has.
   */
  unplaced: SuffixIndex;
}

/** The number that replaces matched words. No text has this many different words. */
const PLACED = 2 ** 32 - 1;

/**
 * How much evidence a match needs beyond the cost of choosing its place, in bits. A match can be next to matched words,
 * between the same neighbours, or anywhere. With 10, one match in a thousand would be a coincidence if words were
 * random. Words are not random, so 16 is required if the words are the only evidence.
 */
const MARGIN = { beside: 2, inPlace: 10, anywhere: 16 };

/** Minimum number of words that must continue from one paragraph into the next to rule out a coincidence. */
const MIN_CONTINUED = 3;

/**
 * If the number of paragraphs in a gap changes by more than this factor, the paragraphs are not compared one by one.
 */
const RESHAPED = 3;

/**
 * Maximum number of passes over unmatched words. It takes three passes to match a sentence that moved out of a
 * paragraph that also moved.
 */
const MAX_ROUNDS = 4;

/**
 * Aligns two texts word by word. Identical paragraphs are matched first. Edited text is matched after that, first
 * between paragraphs that stayed in place and then anywhere. A paragraph, sentence or word has at most one match, and
 * none if the match may be a coincidence.
 *
 * @param before the text that contains the highlights
 * @param after the text in which to find them
 */
export function alignTexts(before: string, after: string): Alignment {
  const draft = draftOf(before, after);
  matchParagraphs(draft);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const inPlace = matchInGaps(draft);
    if (!matchAnywhere(draft) && !inPlace) break;
  }
  matchMisspellings(draft);
  matchSpelling(draft);
  const stayed = new Uint8Array(draft.before.count);
  for (const { from, length } of stationaryRuns(draft)) stayed.fill(1, from, from + length);
  const { before: ours, after: theirs, partner, origin, unsure } = draft;
  const unplaced = new SuffixIndex(theirs.keys.map((key, index) => (origin[index]! < 0 ? key : PLACED)));
  return { before: ours, after: theirs, partner, origin, stayed, unsure, unplaced };
}

function matchInGaps(draft: Draft): boolean {
  let found = false;
  for (const gap of gapsBetween(draft, stationaryRuns(draft))) {
    if (matchContinued(draft, gap)) found = true;
    if (isReshaped(draft, gap) && matchTwo(draft, gap.before, gap.after, MARGIN.inPlace)) found = true;
    const ours = unmatched(draft.before, draft.partner, gap.before);
    const theirs = unmatched(draft.after, draft.origin, gap.after);
    const [only, ...more] = ours;
    const [onlyOther, ...moreOthers] = theirs;
    const isPair = only && onlyOther && more.length + moreOthers.length === 0;
    if (isPair && matchAlike(draft, only, onlyOther)) found = true;
    else if (matchSegments(draft, ours, theirs, MARGIN.inPlace)) found = true;
    for (const [one, other] of besideOthers(draft, gap)) {
      if (matchTwo(draft, one, other, MARGIN.beside)) found = true;
      matchOuterEdge(draft, one, other);
    }
  }
  return found;
}

/** Whether the number of paragraphs in a gap changed so much that they must have been joined or split. */
function isReshaped({ before, after, partner, origin }: Draft, gap: Gap): boolean {
  const ours = unmatched(before, partner, gap.before).length;
  const theirs = unmatched(after, origin, gap.after).length;
  const fewer = Math.min(ours, theirs);
  return fewer > 0 && Math.max(ours, theirs) > RESHAPED * fewer;
}

/**
 * Matches the words after matched ones, up to the end of a paragraph or of the whole gap between two runs. When a
 * paragraph is split or two are joined, position is sufficient evidence, even if the same words also occur elsewhere.
 */
function matchContinued(draft: Draft, gap: Gap): boolean {
  const { before, after } = draft;
  const isWhole = gap.before.to - gap.before.from === gap.after.to - gap.after.from;
  let found = false;
  for (const direction of [1, -1] as const) {
    const ours = freeFrom(before, draft.partner, gap.before, direction);
    const theirs = freeFrom(after, draft.origin, gap.after, direction);
    const least = Math.min(ours.length, theirs.length);
    const first = direction === 1 ? gap.before.from : gap.before.to - 1;
    const firstOther = direction === 1 ? gap.after.from : gap.after.to - 1;
    let length = 0;
    while (length < least && before.keys[first + direction * length] === after.keys[firstOther + direction * length]) {
      length++;
    }
    const isContinuation = (ours.continues || theirs.continues) && length >= MIN_CONTINUED;
    if (length === 0 || length < least || !(isContinuation || (isWhole && ours.length === theirs.length))) continue;
    found = true;
    for (let step = 0; step < length; step++) match(draft, first + direction * step, firstOther + direction * step);
  }
  return found;
}

/**
 * The number of unmatched words from an edge of a gap to the end of the paragraph, and whether the paragraph extends
 * beyond that edge.
 */
function freeFrom(
  { paragraphOf, count }: Words,
  partner: Int32Array,
  { from, to }: Segment,
  direction: 1 | -1,
): { length: number; continues: boolean } {
  const first = direction === 1 ? from : to - 1;
  const outside = first - direction;
  let index = first;
  while (index >= from && index < to && partner[index]! < 0 && paragraphOf[index] === paragraphOf[first]) {
    index += direction;
  }
  return {
    length: Math.abs(index - first),
    continues: outside >= 0 && outside < count && paragraphOf[outside] === paragraphOf[first],
  };
}

/** Pairs of unmatched paragraph remainders, each directly after or before matched text. */
function besideOthers(draft: Draft, gap: Gap): [Segment, Segment][] {
  const ours = unmatched(draft.before, draft.partner, gap.before);
  const theirs = unmatched(draft.after, draft.origin, gap.after);
  const pairs: [Segment, Segment][] = [];
  const first = ours[0];
  const firstOther = theirs[0];
  const last = ours.at(-1);
  const lastOther = theirs.at(-1);
  if (!first || !firstOther || !last || !lastOther) return [];
  const continues = ({ paragraphOf }: Words, from: number, stretch: Segment): boolean =>
    stretch.from === from && from > 0 && paragraphOf[from - 1] === paragraphOf[from];
  const leads = ({ paragraphOf, count }: Words, to: number, stretch: Segment): boolean =>
    stretch.to === to && to < count && paragraphOf[to - 1] === paragraphOf[to];
  if (continues(draft.before, gap.before.from, first) && continues(draft.after, gap.after.from, firstOther)) {
    pairs.push([first, firstOther]);
  }
  if (first === last && pairs.length > 0) return pairs;
  if (leads(draft.before, gap.before.to, last) && leads(draft.after, gap.after.to, lastOther)) {
    pairs.push([last, lastOther]);
  }
  return pairs;
}

/**
 * Matches identical words at the outer ends of two paragraph remainders. For example, the full stop after a replaced
 * word still belongs to the paragraph, although a full stop alone is no evidence.
 */
function matchOuterEdge(draft: Draft, ours: Segment, theirs: Segment): void {
  const { before, after } = draft;
  const ends = ({ paragraphOf, count }: Words, { to }: Segment): boolean =>
    to === count || paragraphOf[to] !== paragraphOf[to - 1];
  const begins = ({ paragraphOf }: Words, { from }: Segment): boolean =>
    from === 0 || paragraphOf[from] !== paragraphOf[from - 1];
  const matchWhileEqual = (index: number, other: number, direction: 1 | -1): void => {
    for (let step = 0; ; step += direction) {
      const [one, two] = [index + step, other + step];
      if (one < ours.from || one >= ours.to || two < theirs.from || two >= theirs.to) return;
      if (draft.partner[one]! >= 0 || draft.origin[two]! >= 0 || before.keys[one] !== after.keys[two]) return;
      match(draft, one, two);
    }
  };
  if (ends(before, ours) && ends(after, theirs)) matchWhileEqual(ours.to - 1, theirs.to - 1, -1);
  if (begins(before, ours) && begins(after, theirs)) matchWhileEqual(ours.from, theirs.from, 1);
}

function matchAnywhere(draft: Draft): boolean {
  const { before, after, partner, origin } = draft;
  const ours = unmatched(before, partner, { from: 0, to: before.count });
  const theirs = unmatched(after, origin, { from: 0, to: after.count });
  return matchSegments(draft, ours, theirs, MARGIN.anywhere);
}

/**
 * Matches an unmatched word between two matched ones with the word in the same position in the other text, if the two
 * are similar. The difference is probably a spelling correction.
 */
function matchMisspellings(draft: Draft): void {
  const { before, after, partner, origin } = draft;
  for (let index = 0; index < before.count; index++) {
    if (partner[index]! >= 0) continue;
    const left = index > 0 ? partner[index - 1]! : -1;
    const right = index + 1 < before.count ? partner[index + 1]! : -1;
    const other = left >= 0 ? left + 1 : right - 1;
    if (other < 0 || other >= after.count || origin[other]! >= 0) continue;
    if (right >= 0 && right !== other + 1) continue;
    const paragraph = before.paragraphOf[index];
    const isEdge = (neighbour: number): boolean => before.paragraphOf[neighbour] !== paragraph;
    if ((left < 0 && !isEdge(index - 1)) || (right < 0 && !isEdge(index + 1))) continue;
    if (isMisspelling(wordAt(before, index), wordAt(after, other))) match(draft, index, other);
  }
}
