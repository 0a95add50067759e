/** What is left of a report when it has been typeset and imported again. */

import { alignTexts } from "@/lib/anchoring/align";
import { reanchor } from "@/lib/anchoring/reanchor";
import type { Report } from "@/lib/report/model";

/** The number of passages to carry over, and their maximum length in words. */
const PASSAGES = 1_000;
const MAX_WORDS = 12;
/** Minimum length of a block from which passages are taken, in characters. */
const MIN_BLOCK = 30;

/** The parts of a report that typesetting must not change. */
export const structureOf = ({ sections, blocks, footnotes }: Report) => ({
  headings: sections.map(({ title }) => title),
  notes: footnotes.map(({ references }) => references.length > 0),
  rows: blocks.filter(({ kind }) => kind === "table-row").length,
});

/** Passages spread over a report, each within a block. */
function passagesOf({ text, blocks }: Report) {
  let state = 7;
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((limit * state) / 2 ** 31);
  };
  const long = blocks.filter(({ start, end }) => end - start > MIN_BLOCK);
  return Array.from({ length: PASSAGES }, () => {
    const block = long[below(long.length)]!;
    const words = [...text.slice(block.start, block.end).matchAll(/\S+/gu)];
    const first = below(words.length);
    const [from, to] = [words[first]!, words[Math.min(words.length - 1, first + below(MAX_WORDS))]!];
    return { start: block.start + from.index, end: block.start + to.index + to[0].length };
  });
}

const letters = (text: string): string => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

/** Passages that a new edition of a report places somewhere else, or not at all. */
export function misplacedPassages(before: Report, after: Report): { words: string; carried: string }[] {
  const alignment = alignTexts(before.text, after.text);
  return passagesOf(before).flatMap((passage) => {
    const anchor = reanchor(alignment, passage);
    const words = before.text.slice(passage.start, passage.end);
    const carried = "start" in anchor ? after.text.slice(anchor.start, anchor.end) : anchor.state;
    return letters(carried) === letters(words) ? [] : [{ words, carried }];
  });
}
