import type { PageBreak } from "./model";

/** What a page of a file says about its number, and about its place in the text. */
interface NumberedPage {
  /** The parts of the text that are on the page, in order. */
  spans: readonly { start: number; end: number }[];
  /** The number printed on the page; null if unknown. */
  number: number | null;
}

/**
 * The number printed on each page of a file, according to the text, or else to the file. Pages without a number have the
 * number of the page before, plus one.
 */
export function printedNumbers(pages: readonly NumberedPage[], breaks: readonly PageBreak[]): number[] {
  const numbers: number[] = [];
  for (const { spans, number } of pages) {
    // A page break is at the start of the page's first word, or between two blocks.
    const own = breaks.find(({ offset }) => spans.some(({ start, end }) => offset >= start - 1 && offset < end));
    numbers.push(own?.page ?? number ?? (numbers.at(-1) ?? 0) + 1);
  }
  return numbers;
}

/** Where the pages of a file begin in a text that doesn't say so itself. Pages out of order are left out. */
export function breaksOf(pages: readonly NumberedPage[]): PageBreak[] {
  const numbers = printedNumbers(pages, []);
  const breaks: PageBreak[] = [];
  for (const [index, { spans }] of pages.entries()) {
    const [first] = spans;
    if (!first || first.start < (breaks.at(-1)?.offset ?? 0)) continue;
    breaks.push({ page: numbers[index]!, offset: first.start, certain: true });
  }
  return breaks;
}

/** Index of the page that contains an offset of the text, or else of the last one that begins before it. */
export function pageOf(pages: readonly NumberedPage[], offset: number): number {
  const inside = pages.findIndex(({ spans }) => spans.some(({ start, end }) => start <= offset && offset < end));
  if (inside >= 0) return inside;
  return Math.max(
    0,
    pages.findLastIndex(({ spans }) => spans[0] !== undefined && spans[0].start <= offset),
  );
}
