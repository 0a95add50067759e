import type { EditionPages } from "@/lib/library/edition-page-schemas";
import type { PageBreak } from "@/lib/report/model";

/** The number printed on each page of a file. Pages without a number have the number of the page before, plus one. */
export function printedNumbers(pages: EditionPages["pages"], breaks: readonly PageBreak[]): number[] {
  const numbers: number[] = [];
  for (const { spans } of pages) {
    // A page break is at the start of the page's first word, or between two blocks.
    const own = breaks.find(({ offset }) => spans.some(({ start, end }) => offset >= start - 1 && offset < end));
    numbers.push(own?.page ?? (numbers.at(-1) ?? 0) + 1);
  }
  return numbers;
}

/** Index of the page that contains an offset of the text, or else of the last one that begins before it. */
export function pageOf(pages: EditionPages["pages"], offset: number): number {
  const inside = pages.findIndex(({ spans }) => spans.some(({ start, end }) => start <= offset && offset < end));
  if (inside >= 0) return inside;
  return Math.max(
    0,
    pages.findLastIndex(({ spans }) => spans[0] !== undefined && spans[0].start <= offset),
  );
}
