import type { Block, Footnote, PageBreak, PageEdge, Report } from "./model";

/**
 * Binary search for the last index whose `key` is at most `value`; -1 if there is none. `items` must be sorted by
 * `key`.
 */
function lastNotAfter<T>(items: readonly T[], value: number, key: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(items[middle]!) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The block that contains an offset of the canonical text. The separator after a block belongs to that block.
 *
 * @param offset in UTF-16 code units, from 0 to `report.text.length`
 * @returns index into `report.blocks`, or -1 for a report without text
 */
export function blockIndexAt(report: Report, offset: number): number {
  return lastNotAfter(report.blocks, offset, (block) => block.start);
}

function footnoteOf(report: Report, block: Block): Footnote | undefined {
  return block.kind === "footnote" ? report.footnotes.find((footnote) => footnote.label === block.label) : undefined;
}

/**
 * The printed page at an offset. Footnotes are at the end of the canonical text, but were printed at the foot of the
 * page that has their marker. Therefore, a footnote is on its marker's page.
 *
 * @param offset in UTF-16 code units in the canonical text
 * @returns null if the report has no page information there, or the text there is on no page
 */
export function pageAt(report: Report, offset: number): PageBreak | null {
  const block = report.blocks[blockIndexAt(report, offset)];
  const footnote = block && footnoteOf(report, block);
  const place = footnote ? footnote.references[0] : offset;
  if (place === undefined) return null;
  return numbered(report.pages[lastNotAfter(report.pages, place, (page) => page.offset)]);
}

/** A page; null for a gap between pages. */
export function numbered(page: PageEdge | undefined): PageBreak | null {
  return page && page.page !== null ? page : null;
}

/** The page on which a block begins. */
export function pageOfBlock(report: Report, index: number): PageBreak | null {
  const block = report.blocks[index];
  return block ? pageAt(report, block.start) : null;
}
