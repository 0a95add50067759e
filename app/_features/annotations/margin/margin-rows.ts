/** Up to so many rows are all on the page, where the browser's own search finds them too. */
export const ALL_ROWS = 100;

/** One row of the margin in its place: a card, or several cards that are folded into a line. */
export interface PlacedRow {
  /** Of the highlights whose cards it has: it stays what it is when others come or go before it. */
  ids: readonly string[];
  isFolded: boolean;
  /** In CSS pixels, as is its top. */
  height: number;
  top: number;
}

/** A row as it is on the page. One without a place is there to be measured. */
interface ShownRow<H> {
  highlights: readonly H[];
  isFolded: boolean;
  top: number | undefined;
}

/**
 * The rows that are to be on the page: of those that have a place the ones that are wanted, and the first of what has none yet.
 *
 * @param highlights what has a card, in reading order
 * @param placed rows as they were placed last; some of their highlights may be gone
 * @returns in reading order
 */
export function shownRows<H extends { id: string }>(
  highlights: readonly H[],
  placed: readonly PlacedRow[],
  isWanted: (row: PlacedRow) => boolean,
): ShownRow<H>[] {
  const indexOf = new Map(highlights.map(({ id }, index) => [id, index]));
  const hasPlace = new Set(placed.flatMap(({ ids }) => ids));
  const known = placed.filter(isWanted).map(({ ids, isFolded, top }) => ({
    indexes: ids.flatMap((id) => indexOf.get(id) ?? []),
    ...{ isFolded, top },
  }));
  const fresh = highlights.flatMap(({ id }, index) => (hasPlace.has(id) ? [] : index)).slice(0, ALL_ROWS);
  return [...known, ...fresh.map((index) => ({ indexes: [index], isFolded: false, top: undefined }))]
    .filter(({ indexes }) => indexes.length > 0)
    .sort((a, b) => a.indexes[0]! - b.indexes[0]!)
    .map(({ indexes, isFolded, top }) => ({ highlights: indexes.map((index) => highlights[index]!), isFolded, top }));
}
