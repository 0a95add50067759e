import "server-only";
import type { Anchor } from "../../anchoring/anchor";
import type { Database, Prisma, Transaction } from "../../db/database";
import { type EditionText, editionsAfter, textsOf } from "../../editions/editions";
import { runInWorker, type Task } from "../../workers/run";
import { type Area, areaIn, storedArea } from "../areas/area";
import type { CarriedArea } from "../areas/carry-area";
import { AreasBefore, carryAreas } from "../areas/carry-areas";
import { type Scene, sceneOfEdition } from "../areas/scene";
import type { Selector } from "../highlights/selector";
import { type CarriedHighlight, carry, type carryAll, type Point, pointIn } from "../worker-tasks";
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
  /** What areas are compared with. Called only if there are areas. */
  scene(): Promise<Scene>;
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
  /** Offsets in the text, keyed by the point in an earlier edition. */
  readonly points = new Map<string, number>();
  readonly areas = new AreasBefore();
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
  const placesOfAreas = areas.map((row) => areaPlaceOf(row, latest.get(row.id) ?? row));
  const carriedAreas =
    areas.length > 0 ? await carryAreas(db, await destination.scene(), placesOfAreas, before.areas, person) : [];
  const points = placesOfAreas.filter((_, index) => isByText(carriedAreas[index]!));
  const inText = rows.filter(({ area }) => area === null);
  const needed = inText.flatMap(({ id, editionId }) => [editionId, latest.get(id)?.editionId ?? editionId]);
  const texts = await textsOf(db, [...new Set([...needed, ...points.map(({ editionId }) => editionId)])]);
  const highlights = inText.map((row) => ({ ...row, latest: latestOf(latest.get(row.id)) }));
  await carryTexts({ text, texts, highlights, points }, before, person);
  return [
    ...highlights.map((highlight) => {
      return { highlightId: highlight.id, anchor: before.anchors.get(keyOf(highlight))!, area: null };
    }),
    ...carriedAreas.map((carried, index) => {
      const place = placesOfAreas[index]!;
      return { highlightId: areas[index]!.id, ...anchorOfArea(carried, before.points.get(pointKey(place))) };
    }),
  ];
}

interface Texts {
  text: string;
  texts: ReadonlyMap<string, string>;
  highlights: readonly CarriedHighlight[];
  points: readonly Point[];
}

/** Finds highlights and points that aren't known yet, and adds them to `before`. */
async function carryTexts(
  { text, texts, ...wanted }: Texts,
  before: CarriedBefore,
  person: string | undefined,
): Promise<void> {
  const highlights = wanted.highlights.filter((highlight) => !before.anchors.has(keyOf(highlight)));
  const points = wanted.points.filter((point) => !before.points.has(pointKey(point)));
  if (highlights.length + points.length === 0) return;
  const length = [text, ...texts.values()].reduce((sum, each) => sum + each.length, 0);
  const { anchors, offsets } =
    person === undefined || length <= SHORT
      ? {
          anchors: highlights.map((highlight) => carry(highlight, texts, text, before.comparisons)),
          offsets: points.map((point) => pointIn(point, texts, text, before.comparisons)),
        }
      : await runInWorker(CARRY, { text, texts, highlights, points }, person);
  for (const [index, highlight] of highlights.entries()) before.anchors.set(keyOf(highlight), anchors[index]!);
  for (const [index, point] of points.entries()) before.points.set(pointKey(point), offsets[index]!);
}

/** The place of an area: the first one, or that in the latest edition in which it was placed. */
function areaPlaceOf(
  { id }: { id: string },
  { editionId, area: stored, start }: { editionId: string; area: string | null; start: number | null },
): Point & { area: Area } {
  const area = areaIn(stored);
  if (!area || start === null) throw new Error(`The area of highlight ${id} is missing.`);
  return { editionId, start, area };
}

const isByText = (carried: CarriedArea): boolean => "area" in carried && carried.offset === null;

/** @param found the offset of the area's words, if that is its place */
function anchorOfArea(carried: CarriedArea, found: number | undefined): Pick<Carried, "anchor" | "area"> {
  if (!("area" in carried)) return { anchor: { state: carried.state }, area: null };
  const { state, area, offset } = carried;
  const start = offset ?? found;
  if (start === undefined) throw new Error("An area has no place in the text.");
  return { anchor: { state, start, end: start }, area };
}

const pointKey = ({ editionId, start }: Point): string => `${editionId} ${start}`;

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
 * Finds a new area in the editions that were added before it was saved. Called before the transaction that creates it.
 *
 * @returns what was found out about each of them, for `placeHighlight`
 */
export async function findNewArea(
  db: Database,
  edition: EditionText,
  place: Pick<Placeable, "start" | "area">,
  person: string,
): Promise<ReadonlyMap<string, CarriedBefore>> {
  const before = new Map<string, CarriedBefore>();
  if (place.area) await carryNewArea(db, edition, { start: place.start, area: place.area }, before, person);
  return before;
}

/**
 * Places a new highlight in the edition in which it was created, and in editions that were added before it was saved.
 *
 * @param tx the transaction that creates the highlight, from `withEventTransaction`, so that no edition can be added
 *   concurrently
 * @param before from `findNewArea`
 */
export async function placeHighlight(
  tx: Transaction,
  edition: EditionText,
  highlight: Placeable,
  before: ReadonlyMap<string, CarriedBefore>,
): Promise<void> {
  const { id: highlightId, start, end, area } = highlight;
  const first = placeOf({ state: "anchored", start, end }, area);
  const later = area
    ? await carryNewArea(tx, edition, { start, area }, new Map(before))
    : await carryNewHighlight(tx, edition, highlight);
  const data = later.map(({ editionId, anchor, area }) => ({ highlightId, editionId, ...placeOf(anchor, area) }));
  await tx.placement.createMany({ data: [{ highlightId, editionId: edition.id, ...first }, ...data] });
}

type LaterPlace = Pick<Carried, "anchor" | "area"> & { editionId: string };

async function carryNewHighlight(tx: Transaction, edition: EditionText, highlight: Placeable): Promise<LaterPlace[]> {
  const { start, end } = highlight;
  const comparisons = new Comparisons();
  const places: LaterPlace[] = [];
  let latest: Standing = { text: edition.text, start, end, state: "anchored" };
  for (const other of await editionsAfter(tx, edition)) {
    const anchor = carryOver(highlight, edition.text, latest, other.text, comparisons);
    places.push({ editionId: other.id, anchor, area: null });
    if ("start" in anchor) latest = { text: other.text, ...anchor };
  }
  return places;
}

/** @param before what was found out about the editions; filled in */
async function carryNewArea(
  db: Database | Transaction,
  edition: EditionText,
  { start, area }: { start: number; area: Area },
  before: Map<string, CarriedBefore>,
  person?: string,
): Promise<LaterPlace[]> {
  const places: LaterPlace[] = [];
  const texts = new Map([[edition.id, edition.text]]);
  let at = { editionId: edition.id, start, area };
  for (const { id: editionId, text } of await editionsAfter(db, edition)) {
    const known = before.get(editionId) ?? new CarriedBefore();
    before.set(editionId, known);
    const [carried] = await carryAreas(db, await sceneOfEdition(db, editionId), [at], known.areas, person);
    await carryTexts({ text, texts, highlights: [], points: isByText(carried!) ? [at] : [] }, known, person);
    const place = anchorOfArea(carried!, known.points.get(pointKey(at)));
    places.push({ editionId, ...place });
    texts.set(editionId, text);
    if (place.area && "start" in place.anchor) at = { editionId, start: place.anchor.start, area: place.area };
  }
  return places;
}
