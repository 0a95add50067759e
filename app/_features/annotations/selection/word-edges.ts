import type { Span } from "@/lib/anchoring/anchor";

const IN_WORD = /[\p{L}\p{M}\p{N}]/u;

/** Extends a span to whole words at both ends. */
export function toWords(text: string, { start, end }: Span): Span {
  const isInWord = (at: number) => IN_WORD.test(text[at] ?? "");
  let from = start;
  while (isInWord(from) && isInWord(from - 1)) from--;
  let to = end;
  while (isInWord(to - 1) && isInWord(to)) to++;
  return { start: from, end: to };
}
