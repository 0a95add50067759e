import "server-only";
import type { Anchor } from "../../anchoring/anchor";
import type { Database, Prisma, Transaction } from "../../db/database";
import { type EditionText, editionsAfter, printedReport, textsOf } from "../../editions/editions";
import { type PlacedPicture, placedPictures } from "../../report/placed-pictures";
import { runInWorker, type Task } from "../../workers/run";
import { type Area, areaIn, storedArea } from "../areas/area";
import { carryArea } from "../areas/carry-area";
import type { Selector } from "../highlights/selector";
import { type CarriedHighlight, carry, type carryAll } from "../worker-tasks";
import { Comparisons, carryOver, type Standing } from "./placing";

/** A highlight's first selector and, for an area, its first area. */
type Placeable = Selector & { id: string; area: Area | null };

/** The fields needed for placing a highlight. */
const PLACEABLE = {
  ...{ id: true, editionId: true, start: true, end: true, quote: true, prefix: true, suffix: true, area: true },
};

/** The text to place highlights in. */
export interface Destination {
  /** The report's slug. */
  report: string;
  text: string;
  /** The pictures in the text, with which areas on figures move. */
  pictures(): readonly PlacedPicture[] | Promise<readonly PlacedPicture[]>;
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
  /** Null unless the highlight is an area that has a place. */
  area: Area | null;
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
  destination: Destination,
  before: CarriedBefore,
  { where: which = {}, person }: Which = {},
): Promise<Carried[]> {
  const { report, text, ordinal } = destination;
  const where = { AND: [{ report }, which] };
  const rows = await db.highlight.findMany({ where, select: PLACEABLE });
  if (rows.length === 0) return [];
  const placements = await db.placement.findMany({
    where: {
      highlight: where,
      start: { not: null },
      ...(ordinal !== undefined && { edition: { ordinal: { lt: ordinal } } }),
    },
    select: { highlightId: true, editionId: true, start: true, end: true, area: true, state: true },
    orderBy: { edition: { ordinal: "asc" } },
  });
  const latest = new Map(placements.map((placement) => [placement.highlightId, placement]));
  const areas = rows.filter(({ area }) => area !== null);
  const carriedAreas = await carryAreas(db, destination, areas, latest);
  const inText = rows.filter(({ area }) => area === null);
  const needed = inText.flatMap(({ id, editionId }) => [editionId, latest.get(id)?.editionId ?? editionId]);
  const texts = await textsOf(db, [...new Set(needed)]);
  const highlights = inText.map((row) => ({ ...row, latest: latestOf(latest.get(row.id)) }));
  const unknown = highlights.filter((highlight) => !before.anchors.has(keyOf(highlight)));
  const length = [text, ...texts.values()].reduce((sum, each) => sum + each.length, 0);
  const anchors =
    person === undefined || length <= SHORT || unknown.length === 0
      ? unknown.map((highlight) => carry(highlight, texts, text, before.comparisons))
      : await runInWorker(CARRY, { text, texts, highlights: unknown }, person);
  for (const [index, highlight] of unknown.entries()) before.anchors.set(keyOf(highlight), anchors[index]!);
  const carried = highlights.map((highlight) => {
    return { highlightId: highlight.id, anchor: before.anchors.get(keyOf(highlight))!, area: null };
  });
  return [...carried, ...carriedAreas];
}

/** A place of an area: the first one, or that in the latest edition in which it was placed. */
interface AreaPlace {
  editionId: string;
  area: string | null;
}

async function carryAreas(
  db: Database | Transaction,
  { pictures }: Destination,
  rows: readonly (AreaPlace & { id: string })[],
  latest: ReadonlyMap<string, AreaPlace>,
): Promise<Carried[]> {
  if (rows.length === 0) return [];
  const there = await pictures();
  const known = new Map<string, readonly PlacedPicture[]>();
  const carried: Carried[] = [];
  for (const row of rows) {
    const { editionId, area: stored } = latest.get(row.id) ?? row;
    const area = areaIn(stored);
    if (!area) throw new Error(`The area of highlight ${row.id} is missing.`);
    const before = known.get(editionId) ?? (await picturesOfEdition(db, editionId));
    known.set(editionId, before);
    carried.push({ highlightId: row.id, ...carryArea(area, before, there) });
  }
  return carried;
}

/** The pictures of a stored edition, with their places. */
export async function picturesOfEdition(db: Database | Transaction, id: string): Promise<PlacedPicture[]> {
  const report = await printedReport(db, id);
  return report ? placedPictures(report) : [];
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

/** The stored columns of an anchor. @param area see `Carried` */
export function placeOf(
  anchor: Anchor,
  area: Area | null,
): Pick<Prisma.PlacementUncheckedCreateInput, "start" | "end" | "state" | "area"> {
  const place = "start" in anchor ? { start: anchor.start, end: anchor.end } : { start: null, end: null };
  return { ...place, state: anchor.state, area: storedArea(area) };
}

/**
 * Places all highlights of a report in a new edition, including deleted ones, because they may be restored.
 *
 * @param tx the transaction that stores the edition
 * @param before the result computed in advance, because comparing texts takes a while and other changes wait for the
 *   transaction
 */
export async function placeInEdition(
  tx: Transaction,
  edition: EditionText & Destination,
  before: CarriedBefore,
): Promise<void> {
  const carried = await carryHighlights(tx, edition, before);
  if (carried.length === 0) return;
  const data = carried.map(({ highlightId, anchor, area }) => {
    return { highlightId, editionId: edition.id, ...placeOf(anchor, area) };
  });
  await tx.placement.createMany({ data });
}

/**
 * Places a new highlight in the edition in which it was created, and in editions that were added before it was saved.
 *
 * @param tx the transaction that creates the highlight, from `withEventTransaction`, so that no edition can be added
 *   concurrently
 */
export async function placeHighlight(tx: Transaction, edition: EditionText, highlight: Placeable): Promise<void> {
  const { id: highlightId, start, end, area } = highlight;
  const comparisons = new Comparisons();
  const first = placeOf({ state: "anchored", start, end }, area);
  const data: Prisma.PlacementCreateManyInput[] = [{ highlightId, editionId: edition.id, ...first }];
  const later = await editionsAfter(tx, edition);
  let latest: Standing = { text: edition.text, start, end, state: "anchored" };
  for (const other of area ? [] : later) {
    const anchor = carryOver(highlight, edition.text, latest, other.text, comparisons);
    data.push({ highlightId, editionId: other.id, ...placeOf(anchor, null) });
    if ("start" in anchor) latest = { text: other.text, ...anchor };
  }
  let at = area && { area, pictures: await picturesOfEdition(tx, edition.id) };
  for (const other of at ? later : []) {
    const pictures = await picturesOfEdition(tx, other.id);
    const carried = carryArea(at!.area, at!.pictures, pictures);
    data.push({ highlightId, editionId: other.id, ...placeOf(carried.anchor, carried.area) });
    if (carried.area) at = { area: carried.area, pictures };
  }
  await tx.placement.createMany({ data });
}
