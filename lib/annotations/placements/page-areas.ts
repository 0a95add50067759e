import "server-only";
import type { Transaction } from "../../db/database";
import { areaIn } from "../areas/area";

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
  const placements = await tx.placement.findMany({
    where: { editionId, area: { not: null } },
    select: { area: true, highlight: { select: { id: true, version: true } } },
  });
  const onPages = placements.filter(({ area }) => "page" in (areaIn(area) ?? {})).map(({ highlight }) => highlight);
  await tx.placement.updateMany({
    where: { editionId, highlightId: { in: onPages.map(({ id }) => id) } },
    data: { start: null, end: null, area: null, state: "orphan", attachedById: null },
  });
  return onPages;
}
