import { heaviestChain, type Run } from "./chain";
import { type Draft, match } from "./draft";
import type { Segment, Words } from "./words";

/**
 * How much evidence, beyond chance, the words of a paragraph must provide for it to be matched on its own, in bits.
 * There is one limit for paragraphs that stayed in place and one for those found elsewhere.
 */
const MARGIN = { inPlace: 6, elsewhere: 14 };

/** Maximum depth of recursion into gaps, which get smaller at each level. Real texts need three or four levels. */
const MAX_DEPTH = 40;

/** Two ranges of paragraphs that lie between the same neighbours in both texts. */
interface Gap {
  before: Segment;
  after: Segment;
  depth: number;
}

interface Paragraphs {
  /**
   * A number for the content of each paragraph of each text. Paragraphs that differ only in case and typography have
   * the same number.
   */
  before: Uint32Array;
  after: Uint32Array;
  /** Information content of each paragraph of the first text, in bits. */
  bits: Float64Array;
  partner: Int32Array;
  origin: Int32Array;
  /** For each paragraph of the first text, 1 if it could match several paragraphs. */
  unsure: Uint8Array;
}

/** Matches unchanged paragraphs, starting with those that kept their order, followed by those that moved. */
export function matchParagraphs(draft: Draft): void {
  const paragraphs = readParagraphs(draft);
  const { before, after, partner, unsure } = paragraphs;
  const stack: Gap[] = [{ before: { from: 0, to: before.length }, after: { from: 0, to: after.length }, depth: 0 }];
  for (let gap = stack.pop(); gap; gap = stack.pop()) stack.push(...matchInPlace(paragraphs, gap));
  matchElsewhere(paragraphs);
  for (let paragraph = 0; paragraph < before.length; paragraph++) {
    const from = draft.before.paragraphs[paragraph]!;
    const to = draft.before.paragraphs[paragraph + 1]!;
    const other = partner[paragraph]!;
    if (other >= 0) {
      const shift = draft.after.paragraphs[other]! - from;
      for (let index = from; index < to; index++) match(draft, index, index + shift);
    } else if (unsure[paragraph] === 1) draft.unsure.fill(1, from, to);
  }
}

function readParagraphs({ before, after, surprise }: Draft): Paragraphs {
  const numbers = new Map<string, number>();
  const numbered = ({ keys, paragraphs }: Words): Uint32Array =>
    Uint32Array.from({ length: paragraphs.length - 1 }, (_, paragraph) => {
      const words = keys.subarray(paragraphs[paragraph], paragraphs[paragraph + 1]).join(" ");
      const number = numbers.get(words) ?? numbers.size;
      numbers.set(words, number);
      return number;
    });
  const ours = numbered(before);
  const theirs = numbered(after);
  const bits = Float64Array.from(ours, (_, paragraph) => {
    const from = before.paragraphs[paragraph]!;
    let sum = surprise.alone[from]!;
    for (let index = from + 1; index < before.paragraphs[paragraph + 1]!; index++) sum += surprise.following[index]!;
    return sum;
  });
  return {
    before: ours,
    after: theirs,
    bits,
    partner: new Int32Array(ours.length).fill(-1),
    origin: new Int32Array(theirs.length).fill(-1),
    unsure: new Uint8Array(ours.length),
  };
}

function pair({ partner, origin }: Paragraphs, paragraph: number, other: number): void {
  partner[paragraph] = other;
  origin[other] = paragraph;
}

/** Matches paragraphs between the same neighbours. @returns the gaps that remain between them */
function matchInPlace(paragraphs: Paragraphs, gap: Gap): Gap[] {
  const rest = matchFromEdges(paragraphs, gap);
  if (rest === null || rest.depth > MAX_DEPTH) return [];
  const chain = heaviestChain(uniquePairs(paragraphs, rest, MARGIN.inPlace), ({ from }) => 1 + paragraphs.bits[from]!);
  if (chain.length === 0) return [];
  const gaps: Gap[] = [];
  let before = rest.before.from;
  let after = rest.after.from;
  for (const { from, to } of [...chain, { from: rest.before.to, to: rest.after.to }]) {
    if (from > before && to > after) {
      gaps.push({ before: { from: before, to: from }, after: { from: after, to }, depth: rest.depth + 1 });
    }
    if (from < rest.before.to) pair(paragraphs, from, to);
    before = from + 1;
    after = to + 1;
  }
  return gaps;
}

/**
 * Matches equal paragraphs inwards from both ends of a gap. If a paragraph could be matched from either end, for
 * example because one of two equal paragraphs was deleted, it is ambiguous.
 *
 * @returns the rest of the gap, or null if nothing is left
 */
function matchFromEdges(paragraphs: Paragraphs, { before, after, depth }: Gap): Gap | null {
  const { before: ours, after: theirs, unsure } = paragraphs;
  const size = before.to - before.from;
  const least = Math.min(size, after.to - after.from);
  let head = 0;
  while (head < least && ours[before.from + head] === theirs[after.from + head]) head++;
  if (head === size && size === after.to - after.from) {
    for (let index = 0; index < size; index++) pair(paragraphs, before.from + index, after.from + index);
    return null;
  }
  let tail = 0;
  while (tail < least && ours[before.to - 1 - tail] === theirs[after.to - 1 - tail]) tail++;
  const clash = Math.max(0, head + tail - least);
  for (let index = head - clash; index < head; index++) unsure[before.from + index] = 1;
  for (let index = tail - clash; index < tail; index++) unsure[before.to - 1 - index] = 1;
  head -= clash;
  tail -= clash;
  for (let index = 0; index < head; index++) pair(paragraphs, before.from + index, after.from + index);
  for (let index = 1; index <= tail; index++) pair(paragraphs, before.to - index, after.to - index);
  const rest = {
    before: { from: before.from + head, to: before.to - tail },
    after: { from: after.from + head, to: after.to - tail },
    depth,
  };
  return rest.before.from < rest.before.to && rest.after.from < rest.after.to ? rest : null;
}

/** The unmatched paragraphs in a gap that are unique in both texts and have enough words to rule out coincidence. */
function uniquePairs(paragraphs: Paragraphs, { before, after }: Omit<Gap, "depth">, margin: number): Run[] {
  const { before: ours, after: theirs, bits, partner, origin } = paragraphs;
  /** Index of each paragraph in the second text; -1 if it occurs more than once. */
  const places = new Map<number, number>();
  for (let index = after.from; index < after.to; index++) {
    if (origin[index]! < 0) places.set(theirs[index]!, places.has(theirs[index]!) ? -1 : index);
  }
  const counts = new Map<number, number>();
  for (let index = before.from; index < before.to; index++) {
    if (partner[index]! < 0) counts.set(ours[index]!, (counts.get(ours[index]!) ?? 0) + 1);
  }
  const least = Math.log2((before.to - before.from) * (after.to - after.from)) + margin;
  const pairs: Run[] = [];
  for (let index = before.from; index < before.to; index++) {
    const place = places.get(ours[index]!) ?? -1;
    if (partner[index]! >= 0 || place < 0 || counts.get(ours[index]!) !== 1 || bits[index]! < least) continue;
    pairs.push({ from: index, to: place, length: 1 });
  }
  return pairs;
}

/** Matches paragraphs that moved, along with equal adjacent paragraphs that moved with them. */
function matchElsewhere(paragraphs: Paragraphs): void {
  const { before: ours, after: theirs, partner, origin } = paragraphs;
  const all = { before: { from: 0, to: ours.length }, after: { from: 0, to: theirs.length } };
  const moved = uniquePairs(paragraphs, all, MARGIN.elsewhere);
  for (const { from, to } of moved) pair(paragraphs, from, to);
  const isFree = (index: number, other: number): boolean =>
    index >= 0 && other >= 0 && partner[index] === -1 && origin[other] === -1 && ours[index] === theirs[other];
  for (const { from, to } of moved) {
    for (let step = 1; isFree(from - step, to - step); step++) pair(paragraphs, from - step, to - step);
    for (let step = 1; isFree(from + step, to + step); step++) pair(paragraphs, from + step, to + step);
  }
}
