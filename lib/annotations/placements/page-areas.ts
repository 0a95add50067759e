import "server-only";
import type { Transaction } from "../../db/database";

/** The stored areas (`storedArea`) on pages. Those on pictures have no such key, and their ids are hexadecimal. */
const ON_PAGE = { contains: '"page":' };

/**
 * Makes the areas on the pages of an edition unplaced, because the edition no longer has pages. Runs in the transaction
 * that removes them.
 *
 * @returns the highlights that mark these areas
 */
export async function unplaceAreasOfPages(
  tx: Transaction,
  editionId: string,
): Promise<{ id: string; version: number }[]> {
  const where = { editionId, area: ON_PAGE };
  const placements = await tx.placement.findMany({
    where,
    select: { highlight: { select: { id: true, version: true } } },
  });
  await tx.placement.updateMany({
    where,
    data: { start: null, end: null, area: null, state: "orphan", attachedById: null },
  });
  return placements.map(({ highlight }) => highlight);
}
