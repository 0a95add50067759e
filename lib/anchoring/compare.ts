import { type Alignment, alignTexts } from "./align";
import { heaviestChain, type Run } from "./chain";
import type { Segment, Words } from "./words";

/** A text with its blocks, which are in order and don't overlap. Offsets are UTF-16 code units. */
export interface ComparedText {
  text: string;
  blocks: readonly { start: number; end: number }[];
}

/** A part of a block: words that both texts have, words that were deleted, or words that were inserted. */
export interface ComparedPart {
  kind: "same" | "deleted" | "inserted";
  text: string;
  /** For words that both texts have, how the first text writes them, if it differs in case or typography. */
  was?: string;
}

/** A block of one text beside its counterpart in the other. */
export interface ComparedRow {
  kind: "same" | "changed" | "deleted" | "inserted";
  /** Whether the block is elsewhere in the second text. */
  isMoved: boolean;
  /** The index of the block in each text; null if that text doesn't have it. */
  before: number | null;
  after: number | null;
  parts: ComparedPart[];
}

/** Minimum share of the words of the shorter block that two blocks must have in common to be the same block. */
const ALIKE = 0.3;

/**
 * Compares two texts block by block, and word by word within each block. The rows follow the second text. Deleted
 * blocks come after the block that they followed in the first text.
 */
export function compareTexts(before: ComparedText, after: ComparedText): ComparedRow[] {
  const alignment = alignTexts(before.text, after.text);
  const [ours, theirs] = [wordsByBlock(alignment.before, before), wordsByBlock(alignment.after, after)];
  const partners = pairs(alignment, ours, theirs);
  const stayed = new Set(stayingBlocks(partners));
  const counterpart = new Map(partners.map(({ from, to }) => [to, from]));
  const paired = new Set(partners.map(({ from }) => from));
  const rows: ComparedRow[] = [];
  /** Deleted blocks that follow a block of the first text; -1 for those at the beginning. */
  const deletedAfter = (block: number) => {
    for (let index = block + 1; index < ours.length && !paired.has(index); index++) {
      const text = textOf(before, index);
      rows.push({ kind: "deleted", isMoved: false, before: index, after: null, parts: [{ kind: "deleted", text }] });
    }
  };
  deletedAfter(-1);
  for (let index = 0; index < theirs.length; index++) {
    const from = counterpart.get(index);
    if (from === undefined) {
      const text = textOf(after, index);
      rows.push({ kind: "inserted", isMoved: false, before: null, after: index, parts: [{ kind: "inserted", text }] });
      continue;
    }
    const parts = partsOf(alignment, ours[from]!, theirs[index]!);
    const isSame = parts.every(({ kind }) => kind === "same");
    rows.push({ kind: isSame ? "same" : "changed", isMoved: !stayed.has(index), before: from, after: index, parts });
    deletedAfter(from);
  }
  return rows;
}

function textOf({ text, blocks }: ComparedText, index: number): string {
  return text.slice(blocks[index]!.start, blocks[index]!.end);
}

/** The words of each block, by index. */
function wordsByBlock({ starts, count }: Words, { blocks }: ComparedText): Segment[] {
  let word = 0;
  return blocks.map(({ end }) => {
    const from = word;
    while (word < count && starts[word]! < end) word++;
    return { from, to: word };
  });
}

/**
 * The blocks that are the same in both texts, in the order of the first: for each block, the one with which it has most
 * words in common. Each block has at most one counterpart.
 */
function pairs({ partner }: Alignment, ours: readonly Segment[], theirs: readonly Segment[]): Run[] {
  const blockOf = new Int32Array(partner.length === 0 ? 0 : (theirs.at(-1)?.to ?? 0));
  for (const [index, { from, to }] of theirs.entries()) blockOf.fill(index, from, to);
  const candidates: { from: number; to: number; common: number }[] = [];
  for (const [index, { from, to }] of ours.entries()) {
    const common = new Map<number, number>();
    for (let word = from; word < to; word++) {
      const other = partner[word]!;
      if (other >= 0) common.set(blockOf[other]!, (common.get(blockOf[other]!) ?? 0) + 1);
    }
    for (const [other, count] of common) {
      const shorter = Math.min(to - from, theirs[other]!.to - theirs[other]!.from);
      if (count >= shorter * ALIKE) candidates.push({ from: index, to: other, common: count });
    }
  }
  const taken = { ours: new Set<number>(), theirs: new Set<number>() };
  const chosen: Run[] = [];
  for (const { from, to } of candidates.sort((a, b) => b.common - a.common || a.from - b.from)) {
    if (taken.ours.has(from) || taken.theirs.has(to)) continue;
    taken.ours.add(from);
    taken.theirs.add(to);
    chosen.push({ from, to, length: 1 });
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/** The blocks of the second text that kept their order. */
function stayingBlocks(partners: readonly Run[]): number[] {
  return heaviestChain(partners).map(({ to }) => to);
}

/** The words of a block in both texts. Words that changed places within the block count as deleted and inserted. */
function partsOf({ before, after, partner }: Alignment, ours: Segment, theirs: Segment): ComparedPart[] {
  const runs: Run[] = [];
  for (let from = ours.from; from < ours.to; from++) {
    const to = partner[from]!;
    if (to >= theirs.from && to < theirs.to) runs.push({ from, to, length: 1 });
  }
  const parts: ComparedPart[] = [];
  const add = (kind: ComparedPart["kind"], text: string, was?: string) => {
    if (text === "") return;
    parts.push(was === undefined || was === text ? { kind, text } : { kind, text, was });
  };
  let [from, to] = [ours.from, theirs.from];
  const chain = heaviestChain(runs);
  for (let at = 0; at < chain.length; ) {
    const first = chain[at]!;
    add("deleted", wordsIn(before, from, first.from));
    add("inserted", wordsIn(after, to, first.to));
    let length = 1;
    while (chain[at + length]?.from === first.from + length && chain[at + length]?.to === first.to + length) length++;
    add("same", wordsIn(after, first.to, first.to + length), wordsIn(before, first.from, first.from + length));
    [from, to, at] = [first.from + length, first.to + length, at + length];
  }
  add("deleted", wordsIn(before, from, ours.to));
  add("inserted", wordsIn(after, to, theirs.to));
  return parts;
}

/** The text of some words, with the spaces after them that belong to the same line. */
function wordsIn({ text, starts, ends, count }: Words, from: number, to: number): string {
  if (from >= to) return "";
  const next = to < count ? starts[to]! : text.length;
  const space = /^[^\S\n]*/u.exec(text.slice(ends[to - 1]!, next))?.[0] ?? "";
  return text.slice(starts[from]!, ends[to - 1]!) + space;
}
