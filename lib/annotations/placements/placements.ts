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

/** What is worked out for a text before it is stored as an edition, while nobody waits: all other changes wait for its transaction. */
export class CarriedBefore {
  readonly comparisons = new Comparisons();
  /** By all that an anchor depends on, beside the text. */
  readonly anchors = new Map<string, Anchor>();
}

interface Which {
  where?: Prisma.HighlightWhereInput;
  /** Whose job it is, where there is time for a worker: not in a transaction. */
  person?: string;
}

/** UTF-16 code units of texts that are compared where they are: it takes some milliseconds. */
const SHORT = 20_000;

const CARRY: Task<typeof carryAll> = {
  file: "lib/annotations/worker-tasks.ts",
  name: "carryAll",
  lane: "file",
  tooMuch:
    "This text takes too long to compare with the edition before, so its highlights can’t be placed. Add it as a new report.",
};

/** Where highlights of a report are in a text, in no particular order. Nothing is stored. */
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
 * @param before what is known already: comparing texts takes a while, and others wait for the transaction
 */
export async function placeInEdition(tx: Transaction, edition: EditionText, before: CarriedBefore): Promise<void> {
  const carried = await carryHighlights(tx, edition, before);
  if (carried.length === 0) return;
  const data = carried.map(({ highlightId, anchor }) => ({ highlightId, editionId: edition.id, ...placeOf(anchor) }));
  await tx.placement.createMany({ data });
}

/**
 * Places a new highlight in the edition that it was made in, and in those that came while it was being made.
 *
 * @param tx the transaction that makes the highlight: one in which no edition can be stored, `withEventTransaction`
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
