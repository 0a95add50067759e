/** A point on a page. The coordinates are in thousandths of the page's width and height. */
export interface PagePoint {
  /** Index of the page. */
  page: number;
  x: number;
  y: number;
}

/** A rectangle on a page. The coordinates are in thousandths of the page's width and height. */
export interface PageBox {
  /** Index of the page. */
  page: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Space between pages, in CSS pixels. */
const GAP = 12;

/** The position of a page in the column of all pages, in CSS pixels. */
interface PlacedPage {
  top: number;
  width: number;
  height: number;
}

/**
 * The positions of a document's pages in a column.
 *
 * @param sizes width and height of each page, in any unit
 * @param width of the widest page, in CSS pixels
 */
export function placedPages(sizes: readonly (readonly [number, number])[], width: number): PlacedPage[] {
  const widest = Math.max(1, ...sizes.map(([own]) => own));
  let top = 0;
  return sizes.map(([ownWidth, ownHeight]) => {
    const scale = width / widest;
    const page = { top, width: ownWidth * scale, height: ownHeight * scale };
    top += page.height + GAP;
    return page;
  });
}

/** The height of a column of pages, in CSS pixels. */
export function heightOf(pages: readonly PlacedPage[]): number {
  const last = pages.at(-1);
  return last ? last.top + last.height : 0;
}

/** Indexes of the first and last page in part of the column; undefined if that part contains none. */
export function pagesWithin(pages: readonly PlacedPage[], top: number, bottom: number): [number, number] | undefined {
  const first = pages.findIndex((page) => page.top + page.height >= top);
  const last = pages.findLastIndex((page) => page.top <= bottom);
  return first < 0 || last < first ? undefined : [first, last];
}
