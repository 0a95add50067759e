import type { WordBox } from "@/lib/word-boxes/model";

/** How many words of a passage have no place on the pages. */
export interface Unplaced {
  missing: number;
  all: number;
}

/** Counts the words of a passage without a box. @param passage a part of the text, and its offset */
export function unplacedWords(passage: { start: number; text: string }, boxes: readonly WordBox[]): Unplaced {
  const words = [...passage.text.matchAll(/[\p{L}\p{N}]\S*/gu)].map(({ index, 0: word }) => ({
    start: passage.start + index,
    end: passage.start + index + word.length,
  }));
  const missing = words.filter(({ start, end }) => !boxes.some((box) => box.start < end && box.end > start));
  return { missing: missing.length, all: words.length };
}
