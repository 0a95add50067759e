import { heaviestChain, type Run } from "./chain";
import { countWords, type Surprise, surpriseOf } from "./surprise";
import { type Lexicon, readWords, type Segment, type Words } from "./words";

/** A partial alignment of two texts. */
export interface Draft {
  before: Words;
  after: Words;
  surprise: Surprise;
  /** For each word of a text, its match in the other text, or -1. There is one array for each direction. */
  partner: Int32Array;
  origin: Int32Array;
  /** For each word of the first text, 1 if it could match several words. */
  unsure: Uint8Array;
}

export function draftOf(before: string, after: string): Draft {
  const lexicon: Lexicon = new Map();
  const words = readWords(before, lexicon);
  const surprise = surpriseOf(words, countWords(words));
  const others = readWords(after, lexicon);
  return {
    before: words,
    after: others,
    surprise,
    partner: new Int32Array(words.count).fill(-1),
    origin: new Int32Array(others.count).fill(-1),
    unsure: new Uint8Array(words.count),
  };
}

/** Matches a word of the second text with a word of the first. */
export function match({ partner, origin, unsure }: Draft, index: number, other: number): void {
  partner[index] = other;
  origin[other] = index;
  unsure[index] = 0;
}

/** The runs of words in a segment that are contiguous in both texts. */
export function runsOf({ partner }: Pick<Draft, "partner">, { from, to }: Segment): Run[] {
  const runs: Run[] = [];
  for (let index = from; index < to; index++) {
    const other = partner[index]!;
    if (other < 0) continue;
    const last = runs.at(-1);
    if (last && last.from + last.length === index && last.to + last.length === other) last.length++;
    else runs.push({ from: index, to: other, length: 1 });
  }
  return runs;
}

/** The runs that kept their order. */
export function stationaryRuns(draft: Draft): Run[] {
  return heaviestChain(runsOf(draft, { from: 0, to: draft.before.count }));
}

/** Two segments that lie between the same neighbours in both texts. */
export interface Gap {
  before: Segment;
  after: Segment;
}

/** The gaps between runs that kept their order, except those that are empty in either text. */
export function gapsBetween({ before, after }: Draft, runs: readonly Run[]): Gap[] {
  const gaps: Gap[] = [];
  let from = 0;
  let to = 0;
  for (const run of [...runs, { from: before.count, to: after.count, length: 0 }]) {
    if (run.from > from && run.to > to) {
      gaps.push({ before: { from, to: run.from }, after: { from: to, to: run.to } });
    }
    from = run.from + run.length;
    to = run.to + run.length;
  }
  return gaps;
}

/** The unmatched parts of a segment, split at paragraph boundaries. */
export function unmatched({ paragraphOf }: Words, partner: Int32Array, { from, to }: Segment): Segment[] {
  const stretches: Segment[] = [];
  let begin = -1;
  for (let index = from; index < to; index++) {
    if (begin >= 0 && paragraphOf[index] !== paragraphOf[index - 1]) {
      stretches.push({ from: begin, to: index });
      begin = -1;
    }
    if (partner[index]! < 0) {
      if (begin < 0) begin = index;
    } else if (begin >= 0) {
      stretches.push({ from: begin, to: index });
      begin = -1;
    }
  }
  if (begin >= 0) stretches.push({ from: begin, to });
  return stretches;
}

/** Total number of words in the segments. */
export function sizeOf(stretches: readonly Segment[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}
