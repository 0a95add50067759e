import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "../db/database";
import { inChunks } from "./chunks";
import { forgetObjects, objectBytes, recordObject, removeObject, writeObject } from "./objects";
import { sourceBytes } from "./store";

/** Where the bytes of sources are stored. */
export const STORES = ["s3", "database"] as const;
export type Store = (typeof STORES)[number];

export interface Moved {
  files: number;
  bytes: number;
  /** The number of objects that could not be deleted yet. */
  left: number;
}

interface Movable {
  id: string;
  size: number;
  hash: string;
  objectKey: string | null;
}

/**
 * Moves the bytes of all complete sources, one after the other. The instance can stay in use. If this is interrupted,
 * each source is in one place or the other, and another call moves the rest.
 *
 * @param onMoved called after each file with the numbers so far, and the total number of files
 * @throws UserError `storage-away` (503)
 */
export async function moveSources(
  db: Database,
  to: Store,
  onMoved: (moved: number, total: number) => void = () => undefined,
): Promise<Moved> {
  const elsewhere = await db.source.findMany({
    where: { hash: { not: null }, objectKey: to === "s3" ? null : { not: null } },
    orderBy: { id: "asc" },
    select: { id: true, size: true, hash: true, objectKey: true },
  });
  const moved = { files: 0, bytes: 0 };
  for (const { hash, ...source } of elsewhere) {
    if (hash === null) continue;
    const isMoved = to === "s3" ? await toBucket(db, { ...source, hash }) : await toDatabase(db, { ...source, hash });
    if (isMoved) Object.assign(moved, { files: moved.files + 1, bytes: moved.bytes + source.size });
    onMoved(moved.files, elsewhere.length);
  }
  return { ...moved, left: to === "s3" ? 0 : await forgetMoved(db, elsewhere) };
}

/** @returns false if the source has been deleted in the meantime */
async function toBucket(db: Database, { id, size, hash }: Movable): Promise<boolean> {
  const key = await recordObject(db, id);
  try {
    await writeObject(db, key, verified(sourceBytes(db, id, 0, size), hash));
    const [{ count }] = await db.$transaction([
      db.source.updateMany({ where: { id, objectKey: null }, data: { objectKey: key } }),
      db.sourceChunk.deleteMany({ where: { sourceId: id } }),
    ]);
    if (count === 0) await removeObject(db, key);
    return count > 0;
  } catch (error) {
    await removeObject(db, key);
    if (await isGone(db, id)) return false;
    throw error;
  }
}

/** Until all chunks are written, reading continues in the object, because `objectKey` is set. */
async function toDatabase(db: Database, { id, size, hash, objectKey }: Movable): Promise<boolean> {
  if (objectKey === null) return false;
  await db.sourceChunk.deleteMany({ where: { sourceId: id } });
  let ordinal = 0;
  try {
    for await (const bytes of inChunks(verified(objectBytes(objectKey, 0, size), hash))) {
      await db.sourceChunk.create({ data: { sourceId: id, ordinal, bytes } });
      ordinal += 1;
    }
  } catch (error) {
    await db.sourceChunk.deleteMany({ where: { sourceId: id } });
    if (await isGone(db, id)) return false;
    throw error;
  }
  const { count } = await db.source.updateMany({ where: { id, objectKey }, data: { objectKey: null } });
  return count > 0;
}

async function isGone(db: Database, id: string): Promise<boolean> {
  return (await db.source.count({ where: { id } })) === 0;
}

/** Deletes the objects of the sources that are in the database now. */
async function forgetMoved(db: Database, sources: readonly Movable[] | readonly { objectKey: string | null }[]) {
  let left = 0;
  for (const { objectKey } of sources) {
    if (objectKey === null || (await db.source.count({ where: { objectKey } })) > 0) continue;
    if (!(await removeObject(db, objectKey))) left += 1;
  }
  return left + (await forgetObjects(db));
}

/** Passes bytes on, and checks at the end that they are the ones that were uploaded. */
async function* verified(body: AsyncIterable<Uint8Array>, hash: string): AsyncGenerator<Uint8Array> {
  const actual = createHash("sha256");
  for await (const bytes of body) {
    actual.update(bytes);
    yield bytes;
  }
  if (actual.digest("hex") !== hash) throw new Error("The bytes of a file don't match its checksum. It was not moved.");
}
