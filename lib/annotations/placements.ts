import "server-only";
import type { Prisma, Transaction } from "../db/database";
import { type EditionText, editionsAfter } from "../editions/editions";
import { type Selector, standsUnchanged } from "./selector";

/** A highlight's first selector. */
type Placeable = Selector & { id: string };

/**
 * Where a highlight stands in another edition than its own: at the same offsets where its words stand there still. All
 * others have no place, which is never wrong.
 */
function placementIn(edition: EditionText, highlight: Placeable): Prisma.PlacementCreateManyInput {
  const { id: highlightId, start, end } = highlight;
  return standsUnchanged(edition.text, highlight)
    ? { highlightId, editionId: edition.id, start, end, state: "anchored" }
    : { highlightId, editionId: edition.id, start: null, end: null, state: "orphan" };
}

/**
 * Places all highlights of a report in a new edition, the deleted ones too, since they may come back.
 *
 * @param tx the transaction that stores the edition
 */
export async function placeInEdition(tx: Transaction, edition: EditionText): Promise<void> {
  const highlights = await tx.highlight.findMany({
    where: { report: edition.report },
    select: { id: true, start: true, end: true, quote: true, prefix: true, suffix: true },
  });
  if (highlights.length === 0) return;
  await tx.placement.createMany({ data: highlights.map((highlight) => placementIn(edition, highlight)) });
}

/**
 * Places a new highlight in the edition that it was made in, and in those that came while it was being made.
 *
 * @param tx the transaction that makes the highlight: one in which no edition can be stored, `changeInTurn`
 */
export async function placeHighlight(tx: Transaction, edition: EditionText, highlight: Placeable): Promise<void> {
  const { id: highlightId, start, end } = highlight;
  const later = await editionsAfter(tx, edition);
  await tx.placement.createMany({
    data: [
      { highlightId, editionId: edition.id, start, end, state: "anchored" },
      ...later.map((other) => placementIn(other, highlight)),
    ],
  });
}
