import "server-only";
import type { Anchor } from "../../anchoring/anchor";
import type { Database, Prisma, Transaction } from "../../db/database";
import { type EditionText, editionsAfter, textsOf } from "../../editions/editions";
import { runInWorker, type Task } from "../../workers/run";
import type { Selector } from "../highlights/selector";
import { type CarriedHighlight, carry, type carryAll } from "../worker-tasks";
import { Comparisons, carryOver, type Standing } from "./placing";

/** A highlight's first selector. */
type Placeable = Selector & { id: string };

/** The fields needed for placing a highlight. */
const PLACEABLE = { id: true, editionId: true, start: true, end: true, quote: true, prefix: true, suffix: true };

/** The text to place highlights in. */
export interface Destination {
  /** The report's slug. */
  report: string;
  text: string;
  /**
   * The edition's number; only placements in earlier editions are taken into account. Absent if the text isn't an
   * edition yet, in which case all placements are taken into account.
   */
  ordinal?: number;
}

/** A highlight's anchor in a text. */
export interface Carried {
  highlightId: string;
  anchor: Anchor;
}

/**
 * Results computed for a text before the transaction that stores it as an edition. They are computed early because that
 * transaction blocks all other changes.
 */
export class CarriedBefore {
  readonly comparisons = new Comparisons();
  /** Keyed by everything that an anchor depends on, apart from the text. */
  readonly anchors = new Map<string, Anchor>();
}

interface Which {
  where?: Prisma.HighlightWhereInput;
  /**
   * The user on whose behalf a worker task can run. Set only outside a transaction, because a transaction can't wait
   * for a worker.
   */
  person?: string;
}

/**
 * Texts up to this total length, in UTF-16 code units, are compared in this process, which takes a few milliseconds.
 */
const SHORT = 20_000;

const CARRY: Task<typeof carryAll> = {
  file: "lib/annotations/worker-tasks.ts",
  name: "carryAll",
  lane: "file",
  tooMuch: "too-much-work.comparing",
};

/** The anchors of a report's highlights in a text, in no particular order. Stores nothing. */
export async function carryHighlights(
  db: Database | Transaction,
  { report, text, ordinal }: Destination,
  before: CarriedBefore,
  { where: which = {}, person }: Which = {},
): Promise<Carried[]> {
  const where = { AND: [{ report }, which] };
  const rows = await db.highlight.findMany({ where, select: PLACEABLE });
  if (rows.length === 0) return [];
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
  const needed = [...rows, ...latest.values()].map(({ editionId }) => editionId);
  const texts = await textsOf(db, [...new Set(needed)]);
  const highlights = rows.map((row) => ({ ...row, latest: latestOf(latest.get(row.id)) }));
  const unknown = highlights.filter((highlight) => !before.anchors.has(keyOf(highlight)));
  const length = [text, ...texts.values()].reduce((sum, each) => sum + each.length, 0);
  const anchors =
    person === undefined || length <= SHORT || unknown.length === 0
      ? unknown.map((highlight) => carry(highlight, texts, text, before.comparisons))
      : await runInWorker(CARRY, { text, texts, highlights: unknown }, person);
  for (const [index, highlight] of unknown.entries()) before.anchors.set(keyOf(highlight), anchors[index]!);
  return highlights.map((highlight) => ({ highlightId: highlight.id, anchor: before.anchors.get(keyOf(highlight))! }));
}

function keyOf({ id, latest }: CarriedHighlight): string {
  return JSON.stringify([id, latest]);
}

function latestOf(
  row: { editionId: string; start: number | null; end: number | null; state: string } | undefined,
): CarriedHighlight["latest"] {
  if (!row || row.start === null || row.end === null || row.state === "ambiguous" || row.state === "orphan")
    return null;
  const { editionId, start, end, state } = row;
  return { editionId, start, end, state: state as Standing["state"] };
}

/** The stored columns of an anchor. */
export function placeOf(anchor: Anchor): Pick<Prisma.PlacementUncheckedCreateInput, "start" | "end" | "state"> {
  return "start" in anchor
    ? { start: anchor.start, end: anchor.end, state: anchor.state }
    : { start: null, end: null, state: anchor.state };
}

/**
 * Places all highlights of a report in a new edition, including deleted ones, because they may be restored.
 *
 * @param tx the transaction that stores the edition
 * @param before the result computed in advance, because comparing texts takes a while and other changes wait for the
 *   transaction
 */
export async function placeInEdition(tx: Transaction, edition: EditionText, before: CarriedBefore): Promise<void> {
  const carried = await carryHighlights(tx, edition, before);
  if (carried.length === 0) return;
  const data = carried.map(({ highlightId, anchor }) => ({ highlightId, editionId: edition.id, ...placeOf(anchor) }));
  await tx.placement.createMany({ data });
}

/**
 * Places a new highlight in the edition in which it was created, and in editions that were added before it was saved.
 *
 * @param tx the transaction that creates the highlight, from `withEventTransaction`, so that no edition can be added
 *   concurrently
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
