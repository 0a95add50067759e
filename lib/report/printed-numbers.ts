import type { Block, PageBreak, PageEdge, PageGap } from "./model";

/** What a page of a file says about its number, and about its place in the text. */
interface NumberedPage {
  /** The parts of the text that are on the page, in order. */
  spans: readonly { start: number; end: number }[];
  /** The number printed on the page; null if unknown. */
  number: number | null;
}

/**
 * The number printed on each page of a file, according to the text, or else to the file. Pages without a number have the
 * number of the page before, plus one. If the file has printed numbers, the pages before the first number have none,
 * because they are often counted separately, in Roman numerals.
 */
export function printedNumbers(pages: readonly NumberedPage[], breaks: readonly PageEdge[]): (number | null)[] {
  const first = pages.some(({ number }) => number !== null) ? null : 1;
  const numbers: (number | null)[] = [];
  for (const { spans, number } of pages) {
    // A page break is at the start of the page's first word, or between two blocks.
    const own = breaks.find(({ offset }) => spans.some(({ start, end }) => offset >= start - 1 && offset < end));
    const last = numbers.at(-1) ?? null;
    numbers.push(own?.page ?? number ?? (last === null ? first : last + 1));
  }
  return numbers;
}

/**
 * Where the pages of a file begin in a text that doesn't say so itself. Pages out of order or without a number are left
 * out.
 *
 * @param blocks of the text, in order
 */
export function breaksOf(
  pages: readonly NumberedPage[],
  blocks: readonly Pick<Block, "start" | "end" | "kind">[],
): PageEdge[] {
  const numbers = printedNumbers(pages, []);
  const breaks: PageBreak[] = [];
  for (const [index, { spans }] of pages.entries()) {
    const [first] = spans;
    const page = numbers[index] ?? null;
    if (!first || page === null || first.start < (breaks.at(-1)?.offset ?? 0)) continue;
    breaks.push({ page, offset: first.start, certain: true });
  }
  const known = new Set(breaks.map(({ offset }) => offset));
  const gaps = gapsIn(pages, numbers, blocks).filter(({ offset }) => !known.has(offset));
  return [...breaks, ...gaps].sort((a, b) => a.offset - b.offset);
}

/**
 * Blocks that aren't on any page, such as an appendix that the file doesn't have, and the pages after them. A block
 * between two parts of one page is on that page, although its words weren't found there. Notes are on the pages of their
 * markers.
 */
function gapsIn(
  pages: readonly NumberedPage[],
  numbers: readonly (number | null)[],
  blocks: readonly Pick<Block, "start" | "end" | "kind">[],
): PageEdge[] {
  const parts = pages
    .flatMap(({ spans }, index) => {
      const page = numbers[index] ?? null;
      return page === null ? [] : spans.map((span) => ({ ...span, page }));
    })
    .sort((a, b) => a.start - b.start);
  const edges: PageEdge[] = [];
  let next = 0;
  let last: number | undefined;
  let gap: PageGap | undefined;
  for (const { start, end, kind } of blocks) {
    if (kind === "footnote") continue;
    while (next < parts.length && parts[next]!.end <= start) next++;
    let own = parts[next];
    if (!own || own.start >= end) {
      if (last !== undefined) gap ??= { page: null, offset: start, certain: true };
      continue;
    }
    if (gap && own.page !== last) edges.push(gap, { page: own.page, offset: start, certain: true });
    gap = undefined;
    for (; own && own.start < end; own = parts[++next]) last = own.page;
    // The last part can continue in the next block.
    next--;
  }
  return gap ? [...edges, gap] : edges;
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
