import type { Span } from "./overlaps";

const IN_WORD = /[\p{L}\p{M}\p{N}]/u;

/** Widens a part of a text to whole words at both ends. */
export function toWords(text: string, { start, end }: Span): Span {
  const isInWord = (at: number) => IN_WORD.test(text[at] ?? "");
  let from = start;
  while (isInWord(from) && isInWord(from - 1)) from--;
  let to = end;
  while (isInWord(to - 1) && isInWord(to)) to++;
  return { start: from, end: to };
}

/** The beginning of a text, at most `length` characters of it, ending with a whole word where it can. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.slice(0, length + 1).search(/\s+\S*$/u);
  return `${text.slice(0, end > 0 ? end : length)}…`;
}
