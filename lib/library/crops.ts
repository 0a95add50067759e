import "server-only";
import type { Actor } from "../accounts/policy";
import { type Area, areaIn } from "../annotations/areas/area";
import { readHighlight } from "../annotations/highlights/service";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import type { drawCrop } from "../report-import/pdf/crop";
import { type StoredPicture, storedPicture } from "../sources/pictures";
import { addedPdfOf, sourceOfEdition, withSourceFile } from "../sources/store";
import { type PageRect, UNIT } from "../word-boxes/model";
import { runKeyed, type Task } from "../workers/run";

const DRAW: Task<typeof drawCrop> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "drawCrop",
  lane: "file",
  tooMuch: "too-much-work.reading",
};

/** Space around an area in its picture, in the unit of boxes. */
const AROUND = UNIT / 100;

/** The part of a page that shows an area, with some space around it. */
export function rectAround({ page, x0, y0, x1, y1 }: PageRect): PageRect {
  const edge = (value: number) => Math.round(Math.max(0, Math.min(UNIT, value)));
  return {
    page,
    ...{ x0: edge(x0 - AROUND), y0: edge(y0 - AROUND) },
    ...{ x1: edge(x1 + AROUND), y1: edge(y1 + AROUND) },
  };
}

/**
 * A part of a page of an edition's file, as a picture. A worker draws it, and recent ones are cached.
 *
 * @param person for fair queueing: the id of a user, or a name for people without one
 * @throws UserError `no-such-file` (404) if the edition has no such page
 */
export async function cropOf(db: Database, editionId: string, rect: PageRect, person: string): Promise<StoredPicture> {
  const source = (await addedPdfOf(db, editionId)) ?? (await sourceOfEdition(db, editionId));
  const drawn =
    source &&
    (await withSourceFile(db, source, (file) =>
      runKeyed(
        DRAW,
        { key: { source: source.id, rect }, input: async () => ({ content: await file(), rect }) },
        person,
      ),
    ));
  if (!drawn) throw new UserError("no-such-file");
  return drawn;
}

/**
 * The picture of an area, as one user sees it: the part of the page, or the whole picture that the area is on.
 *
 * @throws UserError `not-found` (404) if the highlight doesn't exist or the user can't see it, `no-such-file` (404) if
 *   it isn't an area
 */
export async function pictureOfHighlight(db: Database, actor: Actor, id: string): Promise<StoredPicture> {
  const { area } = await readHighlight(db, actor, id);
  const edition = area && (await editionOfArea(db, id, area));
  if (!edition) throw new UserError("no-such-file");
  return pictureOfArea(db, edition, area, actor.id);
}

/** The picture of an area in an edition. @throws any error from `cropOf` or `storedPicture` */
async function pictureOfArea(db: Database, editionId: string, area: Area, person: string): Promise<StoredPicture> {
  if ("page" in area) return cropOf(db, editionId, rectAround(area), person);
  const source = await sourceOfEdition(db, editionId);
  if (!source) throw new UserError("no-such-file");
  return storedPicture(db, source.id, area.picture);
}

/** The newest edition in which an area has its place, or in which it was created. */
async function editionOfArea(db: Database, highlightId: string, area: Area): Promise<string | null> {
  const row = await db.highlight.findUnique({
    where: { id: highlightId },
    select: { editionId: true, placements: { orderBy: { edition: { ordinal: "desc" } }, take: 1 } },
  });
  const [placement] = row?.placements ?? [];
  const isPlaced = placement && JSON.stringify(areaIn(placement.area)) === JSON.stringify(area);
  return (isPlaced ? placement.editionId : row?.editionId) ?? null;
}
