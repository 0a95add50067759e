import "server-only";
import type { Actor } from "../accounts/policy";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import type { ReadPicture } from "../report-import/pictures/collector";
import { readableSource } from "./store";

/** A stored picture, with a media type that our own code determined. */
export type StoredPicture = Pick<ReadPicture, "id" | "bytes"> & { mediaType: string };

/**
 * Stores the pictures that were read from a source, except for those that are stored already. They are deleted with the
 * source.
 */
export async function storePictures(
  db: Database,
  sourceId: string,
  pictures: readonly ReadPicture[] = [],
): Promise<void> {
  if (pictures.length === 0) return;
  const stored = await db.picture.findMany({ where: { sourceId }, select: { id: true } });
  const known = new Set(stored.map(({ id }) => id));
  for (const picture of pictures) {
    if (known.has(picture.id)) continue;
    const row = { ...picture, sourceId, bytes: new Uint8Array(picture.bytes) };
    // Pictures are written one at a time, so that other writes don't have to wait for all of them. Another instance may
    // have stored the same picture in the meantime.
    const where = { sourceId_id: { sourceId, id: picture.id } };
    await db.picture.upsert({ where, create: row, update: {}, select: { id: true } });
  }
}

/**
 * A picture of a source that a user may read.
 *
 * @throws UserError `no-such-file` (404), even if the picture exists but the user isn't allowed to see it
 */
export async function readablePicture(
  db: Database,
  actor: Actor,
  { id: sourceId, picture: id }: { id: string; picture: string },
): Promise<StoredPicture> {
  await readableSource(db, actor, sourceId);
  return storedPicture(db, sourceId, id);
}

/** The ids of the given pictures that are stored with the source of an edition. */
export async function storedPictures(
  db: Database | Transaction,
  editionId: string,
  pictures: readonly { id: string }[],
): Promise<string[]> {
  if (pictures.length === 0) return [];
  const where = {
    id: { in: pictures.map(({ id }) => id) },
    source: { editions: { some: { id: editionId, ...IN_CURRENT_REPORT } } },
  };
  const rows = await db.picture.findMany({ where, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** The bytes of the given pictures, as far as they are stored with a source, by id. */
export async function picturesOfSource(
  db: Database | Transaction,
  sourceId: string,
  ids: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const rows = await db.picture.findMany({
    where: { sourceId, id: { in: [...ids] } },
    select: { id: true, bytes: true },
  });
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

/** @throws UserError `no-such-file` (404) */
export async function storedPicture(db: Database, sourceId: string, id: string): Promise<StoredPicture> {
  const picture = await db.picture.findUnique({
    where: { sourceId_id: { sourceId, id } },
    select: { id: true, mediaType: true, bytes: true },
  });
  if (!picture) throw new UserError("no-such-file");
  return picture;
}
