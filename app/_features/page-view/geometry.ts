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

/** The position of a page among all pages, in CSS pixels. */
interface PlacedPage {
  top: number;
  left: number;
  width: number;
  height: number;
}

interface PageLayout {
  /** How many pages are side by side. */
  columns?: number;
  /** The space between pages, in CSS pixels. */
  gap?: number;
}

/**
 * The positions of a document's pages in rows.
 *
 * @param sizes width and height of each page, in any unit
 * @param width of a row whose pages are all as wide as the widest page, in CSS pixels
 */
export function placedPages(
  sizes: readonly (readonly [number, number])[],
  width: number,
  { columns = 1, gap = GAP }: PageLayout = {},
): PlacedPage[] {
  const widest = Math.max(1, ...sizes.map(([own]) => own));
  const column = Math.max(0, width - (columns - 1) * gap) / columns;
  const scale = column / widest;
  const pages: PlacedPage[] = [];
  let top = 0;
  for (let first = 0; first < sizes.length; first += columns) {
    const row = sizes.slice(first, first + columns);
    for (const [nth, [ownWidth, ownHeight]] of row.entries()) {
      const own = ownWidth * scale;
      // Pages side by side touch the gap between them. A single column is centred.
      const free = columns === 1 ? (column - own) / 2 : nth === 0 ? column - own : 0;
      pages.push({ top, left: nth * (column + gap) + free, width: own, height: ownHeight * scale });
    }
    top += Math.max(...row.map(([, height]) => height)) * scale + gap;
  }
  return pages;
}

/** How often the user has rotated the pages clockwise by 90 degrees. */
export type Turn = 0 | 1 | 2 | 3;

/** The size of a page after it has been rotated. */
export function turnedSize<Size extends readonly [number, number]>(size: Size, turn: Turn): readonly [number, number] {
  return turn % 2 === 0 ? size : [size[1], size[0]];
}

/**
 * A point on the upright page.
 *
 * @param across and `down`: the point on the page as it is shown, as fractions of its width and height
 */
export function uprightPoint(across: number, down: number, turn: Turn): { x: number; y: number } {
  switch (turn) {
    case 0:
      return { x: across, y: down };
    case 1:
      return { x: down, y: 1 - across };
    case 2:
      return { x: 1 - across, y: 1 - down };
    case 3:
      return { x: 1 - down, y: across };
  }
}

/** The point of an event on the upright page. The event's current target must be the page. */
export function pointOf(
  { currentTarget, clientX, clientY }: { currentTarget: Element; clientX: number; clientY: number },
  page: number,
  turn: Turn,
): PagePoint {
  const box = currentTarget.getBoundingClientRect();
  const { x, y } = uprightPoint((clientX - box.left) / box.width, (clientY - box.top) / box.height, turn);
  return { page, x: 1000 * x, y: 1000 * y };
}

/** The height of a column of pages, in CSS pixels. */
export function heightOf(pages: readonly PlacedPage[]): number {
  return Math.max(0, ...pages.slice(-2).map(({ top, height }) => top + height));
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
