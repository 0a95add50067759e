import "server-only";
import type { Anchor } from "../anchoring/anchor";
import type { Database, Prisma, Transaction } from "../db/database";
import { type EditionText, editionsAfter, textsOf } from "../editions/editions";
import { Comparisons, carryOver, type Standing } from "./placing";
import type { Selector } from "./selector";

/** A highlight's first selector. */
type Placeable = Selector & { id: string };

/** What placing needs to know of a highlight. */
const PLACEABLE = { id: true, editionId: true, start: true, end: true, quote: true, prefix: true, suffix: true };

/** A text that highlights are to be placed in, and which edition it is. */
export interface Destination {
  /** The report's slug. */
  report: string;
  text: string;
  /** Only places in editions before this one count; all of them for a text that would be the next edition. */
  ordinal?: number;
}

/** Where a highlight stands in a text. */
export interface Carried {
  highlightId: string;
  anchor: Anchor;
}

/** Where highlights of a report stand in a text, in no particular order. Nothing is stored. */
export async function carryHighlights(
  db: Database | Transaction,
  { report, text, ordinal }: Destination,
  comparisons: Comparisons,
  which: Prisma.HighlightWhereInput = {},
): Promise<Carried[]> {
  const where = { AND: [{ report }, which] };
  const highlights = await db.highlight.findMany({ where, select: PLACEABLE });
  if (highlights.length === 0) return [];
  const placements = await db.placement.findMany({
    where: {
      highlight: where,
      start: { not: null },
      ...(ordinal !== undefined && { edition: { ordinal: { lt: ordinal } } }),
    },
    select: { highlightId: true, editionId: true, start: true, end: true, state: true },
    orderBy: { edition: { ordinal: "asc" } },
  });
  const latest = new Map(placements.map((placement) => [placement.highlightId, placement]));
  const needed = [...highlights, ...latest.values()].map(({ editionId }) => editionId);
  const texts = await textsOf(db, [...new Set(needed)]);
  return highlights.map((highlight) => {
    const place = latest.get(highlight.id);
    const home = texts.get(highlight.editionId)!;
    const standing = place && standingOf(place, texts.get(place.editionId)!);
    return { highlightId: highlight.id, anchor: carryOver(highlight, home, standing ?? null, text, comparisons) };
  });
}

function standingOf(
  { start, end, state }: { start: number | null; end: number | null; state: string },
  text: string,
): Standing | null {
  if (start === null || end === null || state === "ambiguous" || state === "orphan") return null;
  return { text, start, end, state: state as Standing["state"] };
}

/** What is stored of where a highlight stands. */
export function placeOf(anchor: Anchor): Pick<Prisma.PlacementUncheckedCreateInput, "start" | "end" | "state"> {
  return "start" in anchor
    ? { start: anchor.start, end: anchor.end, state: anchor.state }
    : { start: null, end: null, state: anchor.state };
}

/**
 * Places all highlights of a report in a new edition, the deleted ones too, since they may come back.
 *
 * @param tx the transaction that stores the edition
 * @param comparisons what is known already: comparing texts takes a while, and others wait for the transaction
 */
export async function placeInEdition(tx: Transaction, edition: EditionText, comparisons: Comparisons): Promise<void> {
  const carried = await carryHighlights(tx, edition, comparisons);
  if (carried.length === 0) return;
  const data = carried.map(({ highlightId, anchor }) => ({ highlightId, editionId: edition.id, ...placeOf(anchor) }));
  await tx.placement.createMany({ data });
}

/**
 * Places a new highlight in the edition that it was made in, and in those that came while it was being made.
 *
 * @param tx the transaction that makes the highlight: one in which no edition can be stored, `changeInTurn`
 */
export async function placeHighlight(tx: Transaction, edition: EditionText, highlight: Placeable): Promise<void> {
  const { id: highlightId, start, end } = highlight;
  const comparisons = new Comparisons();
  const data: Prisma.PlacementCreateManyInput[] = [
    { highlightId, editionId: edition.id, start, end, state: "anchored" },
  ];
  let latest: Standing = { text: edition.text, start, end, state: "anchored" };
  for (const other of await editionsAfter(tx, edition)) {
    const anchor = carryOver(highlight, edition.text, latest, other.text, comparisons);
    data.push({ highlightId, editionId: other.id, ...placeOf(anchor) });
    if ("start" in anchor) latest = { text: other.text, ...anchor };
  }
  await tx.placement.createMany({ data });
}
