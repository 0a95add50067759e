import type { Run } from "./chain";
import { commonWords } from "./common-words";
import { type Draft, match, sizeOf } from "./draft";
import { pairOf } from "./surprise";
import { trustedRuns } from "./trusted";
import type { Segment, Words } from "./words";

/**
 * Maximum number of segments in which a word pair may occur. Pairs that occur in more segments carry no information and
 * cost time.
 */
const MAX_PLACES = 32;

/** Maximum number of candidates for each segment. */
const MAX_CANDIDATES = 4;

/**
 * Minimum share of the required evidence that must come from word pairs found in both segments. Text with only a few
 * edits exceeds this share.
 */
const PROMISING = 0.5;

/**
 * Limit on unsuccessful comparisons, as the sum of squared word counts. Once it is reached, the rest stays unmatched.
 * It allows about 100 pairs of long paragraphs or 400 of short ones, which take half a second at worst. Only texts with
 * the same words in different sentences reach the limit.
 */
const MAX_EFFORT = 1e7;

/** If another candidate's score is at least this share of the best score, the match is ambiguous. */
const CLOSE = 0.9;

/** Minimum share of words in common for two segments that are the only ones between the same neighbours. */
const ALIKE = 0.6;

/** A pair of segments, by their indexes, and a first estimate of the evidence in bits. */
interface Candidate {
  ours: number;
  theirs: number;
  score: number;
}

/**
 * Matches edited segments. It finds pairs with words in common, compares them, and keeps the matches that cannot be a
 * coincidence.
 *
 * @param margin evidence in bits that is required beyond the cost of choosing among all words
 * @returns whether anything was matched
 */
export function matchSegments(
  draft: Draft,
  ours: readonly Segment[],
  theirs: readonly Segment[],
  margin: number,
): boolean {
  if (ours.length === 0 || theirs.length === 0) return false;
  const least = Math.log2(sizeOf(ours) * sizeOf(theirs)) + margin;
  const candidates = candidatesOf(draft, ours, theirs);
  const rivals = new Rivals(candidates, ours.length === theirs.length);
  let found = false;
  let effort = 0;
  /** The ambiguous candidates. */
  const open: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.score < least * PROMISING || effort > MAX_EFFORT) break;
    if (rivals.isTaken(candidate)) continue;
    const one = ours[candidate.ours]!;
    const other = theirs[candidate.theirs]!;
    const runs = trusted(draft, one, other, least);
    if (runs.length === 0) {
      effort += sizeOf([one, other]) ** 2;
      continue;
    }
    const lookalikes = rivals.closeTo(candidate).filter((rival) => {
      const same = trusted(draft, ours[rival.ours]!, theirs[rival.theirs]!, least);
      return overlapOf(same, runs, rival.ours === candidate.ours ? "from" : "to") > CLOSE;
    });
    if (lookalikes.length > 0) {
      open.push(candidate, ...lookalikes);
      continue;
    }
    rivals.take(candidate);
    found = true;
    keep(draft, runs);
  }
  // If anything was matched, the next pass may be able to resolve the ambiguity.
  if (!found) for (const { ours: place } of open) draft.unsure.fill(1, ours[place]!.from, ours[place]!.to);
  return found;
}

/**
 * Matches two segments whose position suggests that they belong together. Words that are already matched stay
 * unchanged.
 */
export function matchTwo(draft: Draft, ours: Segment, theirs: Segment, margin: number): boolean {
  const runs = trusted(draft, ours, theirs, Math.log2(sizeOf([ours]) * sizeOf([theirs])) + margin);
  keep(draft, runs);
  return runs.length > 0;
}

/**
 * Matches everything that two segments have in common, if this is most of both segments. Used for segments that are the
 * only ones between two neighbours, which need no further evidence.
 */
export function matchAlike(draft: Draft, ours: Segment, theirs: Segment): boolean {
  const runs = common(draft, ours, theirs);
  const shared = runs.reduce((sum, { length }) => sum + length, 0);
  if (2 * shared < ALIKE * sizeOf([ours, theirs])) return false;
  keep(draft, runs);
  return shared > 0;
}

function keep(draft: Draft, runs: readonly Run[]): void {
  for (const { from, to, length } of runs) {
    for (let step = 0; step < length; step++) {
      if (draft.partner[from + step]! < 0 && draft.origin[to + step]! < 0) match(draft, from + step, to + step);
    }
  }
}

/** Keeps track of matched segments, and finds candidates with similar evidence. */
class Rivals {
  private readonly ours = new Set<number>();
  private readonly theirs = new Set<number>();
  /** The candidates for each segment of the first and of the second text, best first. */
  private readonly ofOurs = new Map<number, Candidate[]>();
  private readonly ofTheirs = new Map<number, Candidate[]>();

  /**
   * @param paired whether both lists have the same length and the same neighbours, so that segments are matched by
   *   their order
   */
  constructor(
    candidates: readonly Candidate[],
    private readonly paired: boolean,
  ) {
    for (const candidate of candidates) {
      add(this.ofOurs, candidate.ours, candidate);
      add(this.ofTheirs, candidate.theirs, candidate);
    }
  }

  isTaken({ ours, theirs }: Candidate): boolean {
    return this.ours.has(ours) || this.theirs.has(theirs);
  }

  take({ ours, theirs }: Candidate): void {
    this.ours.add(ours);
    this.theirs.add(theirs);
  }

  /**
   * The other candidates that match one of the two segments about as well. Candidates whose other segment has a better
   * match are left out.
   */
  closeTo({ ours, theirs, score }: Candidate): Candidate[] {
    if (this.paired && ours === theirs) return [];
    const isClose = (other: Candidate): boolean => other.score >= score * CLOSE && !this.isTaken(other);
    const inTheirs = this.ofOurs.get(ours)!.filter((other) => {
      if (other.theirs === theirs || !isClose(other)) return false;
      const better = (rival: Candidate): boolean => rival.ours !== ours && rival.score >= other.score;
      return !this.ofTheirs.get(other.theirs)!.some((rival) => better(rival) && !this.ours.has(rival.ours));
    });
    const inOurs = this.ofTheirs.get(theirs)!.filter((other) => {
      if (other.ours === ours || !isClose(other)) return false;
      const better = (rival: Candidate): boolean => rival.theirs !== theirs && rival.score >= other.score;
      return !this.ofOurs.get(other.ours)!.some((rival) => better(rival) && !this.theirs.has(rival.theirs));
    });
    return [...inTheirs, ...inOurs];
  }
}

/** The share of the words of `others` that also belong to `runs`, in one of the two texts. */
function overlapOf(runs: readonly Run[], others: readonly Run[], side: "from" | "to"): number {
  const words = (run: Run): number[] => Array.from({ length: run.length }, (_, step) => run[side] + step);
  const theirs = new Set(others.flatMap(words));
  const common = runs.flatMap(words).filter((word) => theirs.has(word)).length;
  return common / theirs.size;
}

function add(lists: Map<number, Candidate[]>, key: number, candidate: Candidate): void {
  const list = lists.get(key);
  if (list) list.push(candidate);
  else lists.set(key, [candidate]);
}

/**
 * Pairs of segments with words in common, best first. In a tie, pairs whose relative positions agree better come first.
 */
function candidatesOf(draft: Draft, ours: readonly Segment[], theirs: readonly Segment[]): Candidate[] {
  const { before, after, surprise } = draft;
  if (ours.length === 1 && theirs.length === 1) return [{ ours: 0, theirs: 0, score: Number.POSITIVE_INFINITY }];
  const places = placesOf(after, theirs);
  const scores = new Map<number, number>();
  const candidates: Candidate[] = [];
  ours.forEach(({ from, to }, place) => {
    scores.clear();
    for (let index = from; index < to; index++) {
      // The first word of a segment also counts alone, so that single-word segments can be found.
      const found = places.get(pairAt(before, index, from));
      if (!found || found.length > MAX_PLACES) continue;
      const bits = index === from ? surprise.alone[index]! : surprise.following[index]!;
      for (const other of found) scores.set(other, (scores.get(other) ?? 0) + bits);
    }
    const best = [...scores].sort((a, b) => b[1] - a[1]).slice(0, MAX_CANDIDATES);
    for (const [other, score] of best) candidates.push({ ours: place, theirs: other, score });
  });
  const offset = ({ ours: one, theirs: other }: Candidate): number =>
    Math.abs(one / ours.length - other / theirs.length);
  return candidates.sort((a, b) => b.score - a.score || offset(a) - offset(b));
}

/** The segments that contain each word pair or begin with each word. */
function placesOf(words: Words, stretches: readonly Segment[]): Map<number, number[]> {
  const places = new Map<number, number[]>();
  stretches.forEach(({ from, to }, place) => {
    for (let index = from; index < to; index++) {
      const key = pairAt(words, index, from);
      const list = places.get(key);
      if (!list) places.set(key, [place]);
      else if (list.at(-1) !== place && list.length <= MAX_PLACES) list.push(place);
    }
  });
  return places;
}

/** A key for a word and its predecessor, or for the first word alone. */
function pairAt({ keys }: Words, index: number, first: number): number {
  return index === first ? keys[index]! : pairOf(keys[index - 1]!, keys[index]!);
}

/** The words that two segments have in common, beyond those explained by chance. */
function trusted(draft: Draft, ours: Segment, theirs: Segment, least: number): Run[] {
  return trustedRuns(common(draft, ours, theirs), draft.surprise, least).flatMap(({ runs }) => runs);
}

function common({ before, after }: Draft, ours: Segment, theirs: Segment): Run[] {
  const one = before.keys.subarray(ours.from, ours.to);
  const other = after.keys.subarray(theirs.from, theirs.to);
  return commonWords(one, other).map(({ from, to, length }) => {
    return { from: ours.from + from, to: theirs.from + to, length };
  });
}
