/** If there are no more rows than this, all of them are rendered, so that the browser's find-in-page works on them. */
export const ALL_ROWS = 100;

/** A placed row of the margin: a card, or a folded run of cards. */
export interface PlacedRow {
  /**
   * Ids of the highlights whose cards are in this row. Unlike indices, they stay valid when earlier rows are added or
   * removed.
   */
  ids: readonly string[];
  isFolded: boolean;
  /** In CSS pixels, like `top`. */
  height: number;
  top: number;
}

/** A rendered row. A row without `top` is only rendered so that it can be measured. */
interface ShownRow<H> {
  highlights: readonly H[];
  isFolded: boolean;
  top: number | undefined;
}

/**
 * The rows to render: all placed rows for which `isWanted` is true, and the first few rows that have no position yet.
 *
 * @param highlights those with a card, in reading order
 * @param placed the rows of the last layout; some of their highlights may no longer exist
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
