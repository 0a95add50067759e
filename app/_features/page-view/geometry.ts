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

/** Scroll positions that differ by less than this are the same, because browsers round them. */
const ROUNDING = 2;

/** Whether two scroll positions, in CSS pixels, are the same. */
export function isSamePlace(one: number, other: number): boolean {
  return Math.abs(one - other) < ROUNDING;
}

/** Minimum width and height of a region, in thousandths of the page. */
const MIN_REGION = 10;

/** A region moved by a distance. It stays on its page. */
export function moved(region: PageBox, x: number, y: number): PageBox {
  const { left, top, right, bottom } = region;
  const across = Math.round(Math.max(-left, Math.min(1000 - right, x)));
  const down = Math.round(Math.max(-top, Math.min(1000 - bottom, y)));
  return { ...region, left: left + across, right: right + across, top: top + down, bottom: bottom + down };
}

/** A region whose right and bottom edges are moved by a distance. */
export function resized(region: PageBox, x: number, y: number): PageBox {
  const { left, top, right, bottom } = region;
  return {
    ...region,
    right: Math.min(1000, Math.max(left + MIN_REGION, right + x)),
    bottom: Math.min(1000, Math.max(top + MIN_REGION, bottom + y)),
  };
}

/** The region between two points on the first point's page. */
export function boxBetween(from: PagePoint, to: PagePoint): PageBox {
  const edge = (value: number) => Math.round(Math.max(0, Math.min(1000, value)));
  const region = {
    page: from.page,
    left: Math.min(edge(from.x), 1000 - MIN_REGION, edge(to.x)),
    top: Math.min(edge(from.y), 1000 - MIN_REGION, edge(to.y)),
    right: Math.max(edge(from.x), edge(to.x)),
    bottom: Math.max(edge(from.y), edge(to.y)),
  };
  return resized(region, 0, 0);
}

export function isInside({ page, x, y }: PagePoint, region: PageBox): boolean {
  return page === region.page && x > region.left && x < region.right && y > region.top && y < region.bottom;
}

/** The region to start with: around the marked text of a page, or else in its middle. */
export function firstRegion(page: number, marks: readonly PageBox[]): PageBox {
  const own = marks.filter((mark) => mark.page === page);
  if (own.length === 0) return { page, left: 150, top: 350, right: 850, bottom: 600 };
  const [x, y] = [8, 6];
  const start = {
    page,
    x: Math.min(...own.map(({ left }) => left)) - x,
    y: Math.min(...own.map(({ top }) => top)) - y,
  };
  const end = {
    page,
    x: Math.max(...own.map(({ right }) => right)) + x,
    y: Math.max(...own.map(({ bottom }) => bottom)) + y,
  };
  return boxBetween(start, end);
}
