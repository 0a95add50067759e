import "server-only";
import { gunzipSync } from "node:zlib";
import type { Database, Transaction } from "../../db/database";
import { textsOf } from "../../editions/editions";
import { pageWithWords } from "../../editions/pages";
import { UserError } from "../../errors";
import type { Look } from "../../report-import/pictures/look";
import type { looksOf } from "../../report-import/pictures/looks";
import { type DrawnPage, type FoundArea, type MarkedPage, pagesAgain, wordsOf } from "../../report-import/same-page";
import { decodeBoxes } from "../../word-boxes/codec";
import { runKeyed, type Task } from "../../workers/run";
import type { Area } from "./area";
import { type CarriedArea, carryPageArea, carryPictureArea, toCompare } from "./carry-area";
import { type Scene, sceneOfEdition } from "./scene";

const LOOKS: Task<typeof looksOf> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "looksOf",
  lane: "file",
  tooMuch: "too-much-work.comparing",
};

const PAGES: Task<typeof pagesAgain> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "pagesAgain",
  lane: "file",
  isKeptElsewhere: true,
  tooMuch: "too-much-work.comparing",
};

/** An area in the edition in which it has its place. */
export interface PlacedArea {
  editionId: string;
  area: Area;
}

/** What was found out about areas in another edition. */
export class AreasBefore {
  /** The looks of pictures, by id; null for those that have none. */
  readonly looks = new Map<string, Look | null>();
  /** Where areas on pages are, by `keyOf`. */
  readonly found = new Map<string, FoundArea | null>();
}

/**
 * Finds areas in another edition.
 *
 * @param before keeps what takes a while, so that it is known in the transaction
 * @param person the user on whose behalf workers compare pictures and pages. Without one, as in a transaction, pictures
 *   whose looks aren't known have none.
 * @returns the places, in the same order
 */
export async function carryAreas(
  db: Database | Transaction,
  there: Scene,
  areas: readonly PlacedArea[],
  before: AreasBefore,
  person?: string,
): Promise<CarriedArea[]> {
  const scenes = new Map<string, Scene>();
  for (const { editionId } of areas) {
    if (!scenes.has(editionId)) scenes.set(editionId, await sceneOfEdition(db, editionId));
  }
  if (person !== undefined) {
    for (const [id, scene] of scenes) {
      await findLooks(
        scene,
        there,
        areas.filter(({ editionId }) => editionId === id),
        before,
        person,
      );
    }
  }
  const isSameFile = ({ hash }: Scene) => hash !== null && hash === there.hash;
  await findPages(
    db,
    there,
    areas.filter(({ editionId, area }) => "page" in area && !isSameFile(scenes.get(editionId)!)),
    before,
    person,
  );
  return areas.map((placed) => {
    const { area, editionId } = placed;
    const scene = scenes.get(editionId)!;
    if ("picture" in area) {
      return carryPictureArea(area, { before: scene.pictures, there: there.pictures, looks: before.looks });
    }
    const found = isSameFile(scene) ? { page: area.page, isChanged: false } : before.found.get(keyOf(placed));
    return carryPageArea(area, found ?? null);
  });
}

const keyOf = ({ editionId, area }: PlacedArea): string => JSON.stringify([editionId, area]);

/** Finds the looks of the pictures that must be compared. */
async function findLooks(
  own: Scene,
  there: Scene,
  areas: readonly PlacedArea[],
  { looks }: AreasBefore,
  person: string,
): Promise<void> {
  const pictures = { before: own.pictures, there: there.pictures };
  const wanted = new Set<string>();
  for (const { area } of areas) {
    if (!("picture" in area)) continue;
    for (const { id } of toCompare(area, pictures)) if (!looks.has(id)) wanted.add(id);
  }
  const ids = [...wanted].sort();
  if (ids.length === 0) return;
  const input = async () => new Map([...(await own.bytesOf(ids)), ...(await there.bytesOf(ids))]);
  const found = await unlessTooMuch(runKeyed(LOOKS, { key: ids, input }, person));
  for (const id of ids) looks.set(id, found?.get(id) ?? null);
}

/** The result of a task, or null if its input takes too much work. An edition is added even if its areas aren't found. */
async function unlessTooMuch<Result>(task: Promise<Result>): Promise<Result | null> {
  try {
    return await task;
  } catch (error) {
    if (error instanceof UserError && error.code === "too-much-work") return null;
    throw error;
  }
}

/** Finds areas on the pages of another file. */
async function findPages(
  db: Database | Transaction,
  there: Scene,
  areas: readonly PlacedArea[],
  { found }: AreasBefore,
  person: string | undefined,
): Promise<void> {
  const unknown = areas.filter((area) => !found.has(keyOf(area)));
  if (unknown.length === 0) return;
  const drawn = await there.drawn();
  const texts = await textsOf(db, drawn ? [...new Set(unknown.map(({ editionId }) => editionId))] : []);
  const pages = new Map<string, Promise<DrawnPage | null>>();
  const marked: MarkedPage[] = [];
  const keys: string[] = [];
  for (const placed of drawn ? unknown : []) {
    const { editionId, area } = placed;
    if (!("page" in area)) continue;
    const key = `${editionId} ${area.page}`;
    if (!pages.has(key)) pages.set(key, pageOf(db, editionId, texts.get(editionId), area.page));
    const page = await pages.get(key)!;
    if (!page) continue;
    marked.push({ ...page, rect: area });
    keys.push(keyOf(placed));
  }
  if (!drawn || marked.length === 0) return;
  const input = { drawn, areas: marked };
  const results =
    person === undefined
      ? pagesAgain(input)
      : await unlessTooMuch(runKeyed(PAGES, { key: keys, input: () => input }, person));
  for (const [index, key] of keys.entries()) found.set(key, results?.[index] ?? null);
}

async function pageOf(
  db: Database | Transaction,
  editionId: string,
  text: string | undefined,
  index: number,
): Promise<DrawnPage | null> {
  const page = text === undefined ? null : await pageWithWords(db, editionId, index);
  if (!page || text === undefined) return null;
  const { width, height, words } = page;
  return { size: [width, height], words: wordsOf(text, decodeBoxes(gunzipSync(words), index)) };
}
