import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "../config";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { log } from "../log";
import { DAY } from "../time";
import { Bucket, BucketError } from "./bucket";
import type { Parts } from "./chunks";

/** How long an object may be written before its source refers to it, in milliseconds. */
const MOVING_MS = DAY;

/** The bucket in the settings; null if there is none. */
export function configuredBucket(): Bucket | null {
  const settings = config().bucket;
  return settings && new Bucket(settings);
}

/** @throws UserError `storage-away` (503) if there is no bucket in the settings */
function requireBucket(): Bucket {
  const bucket = configuredBucket();
  if (bucket) return bucket;
  log.error("S3_ENDPOINT is not set, but the files are in a bucket");
  throw new UserError("storage-away.read");
}

/**
 * Checks that the bucket in the settings can be used, and that there is one if files are stored in a bucket. A service
 * that doesn't respond is only logged, because everything else works without it.
 *
 * @throws UserError `storage-refused`, `storage-missing`
 */
export async function requireStorage(db: Database): Promise<void> {
  const settings = config().bucket;
  if (!settings) {
    const files = await db.source.count({ where: { objectKey: { not: null } } });
    if (files > 0) throw new UserError("storage-missing", { files });
    return;
  }
  try {
    await new Bucket(settings).check();
  } catch (error) {
    if (!(error instanceof BucketError)) throw error;
    const { name: bucket, endpoint } = settings;
    if (error.status !== null && error.status < 500) {
      throw new UserError("storage-refused", { bucket, endpoint: endpoint.href, reason: error.message });
    }
    log.error({ reason: error.message }, "the S3 bucket does not respond");
  }
}

/** Records an object before it is written. @returns its key */
export async function recordObject(tx: Database | Transaction, sourceId: string): Promise<string> {
  const key = `sources/${randomUUID()}`;
  await tx.storedObject.create({ data: { key, sourceId, createdAt: new Date() } });
  return key;
}

/**
 * Writes a recorded object.
 *
 * @throws UserError `storage-away` (503), and whatever `body` throws
 */
export async function writeObject(db: Database, key: string, body: Parts): Promise<void> {
  try {
    await requireBucket().put(key, body, async (uploadId) => {
      await db.storedObject.updateMany({ where: { key }, data: { uploadId } });
    });
  } catch (error) {
    throw asUserError(error, "storage-away.write");
  }
}

/**
 * Reads part of an object.
 *
 * @throws UserError `no-such-file` (404) if it has no such bytes, `storage-away` (503)
 */
export async function* objectBytes(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  try {
    yield* requireBucket().read(key, start, end);
  } catch (error) {
    throw asUserError(error, "storage-away.read");
  }
}

/**
 * Deletes the objects that no source refers to. What can't be deleted now is deleted by a later call.
 *
 * @param sourceIds only those of these sources; all if omitted
 * @returns the number of objects that could not be deleted
 */
export async function forgetObjects(
  db: Database,
  { sourceIds, now = new Date() }: { sourceIds?: readonly string[]; now?: Date } = {},
): Promise<number> {
  const keys = new Set<string>();
  for (const { key, sourceId, createdAt } of await findObjects(db, sourceIds)) {
    const source = await db.source.findUnique({ where: { id: sourceId }, select: { objectKey: true } });
    // An object that has just been recorded may belong to a file that is being moved to the bucket.
    const isMoving = source !== null && now.getTime() - createdAt.getTime() < MOVING_MS;
    if (source?.objectKey !== key && !isMoving) keys.add(key);
  }
  let left = 0;
  for (const key of keys) if (!(await removeObject(db, key))) left += 1;
  return left;
}

/** The objects that their source doesn't refer to. */
async function findObjects(db: Database, sourceIds?: readonly string[]) {
  const select = { key: true, sourceId: true, createdAt: true } as const;
  if (sourceIds) return db.storedObject.findMany({ where: { sourceId: { in: [...sourceIds] } }, select });
  const loose = await db.$queryRaw<{ key: string }[]>`SELECT "key" FROM "StoredObject" WHERE NOT EXISTS
    (SELECT 1 FROM "Source" WHERE "Source"."objectKey" = "StoredObject"."key") LIMIT 1000`;
  return db.storedObject.findMany({ where: { key: { in: loose.map(({ key }) => key) } }, select });
}

/** @returns whether it was deleted; otherwise its row is kept, so that a later clean-up tries again */
export async function removeObject(db: Database, key: string): Promise<boolean> {
  try {
    const object = await db.storedObject.findUnique({ where: { key }, select: { uploadId: true } });
    const bucket = requireBucket();
    if (object?.uploadId) await bucket.abort(key, object.uploadId);
    await bucket.delete(key);
    await db.storedObject.deleteMany({ where: { key } });
    return true;
  } catch (error) {
    if (!(error instanceof BucketError || error instanceof UserError)) throw error;
    log.error({ reason: error.message, key }, "an object could not be deleted");
    return false;
  }
}

function asUserError(error: unknown, key: "storage-away.read" | "storage-away.write"): unknown {
  if (!(error instanceof BucketError)) return error;
  if (error.status === 404 || error.status === 416) return new UserError("no-such-file");
  log.error({ reason: error.message }, "the S3 bucket could not be used");
  return new UserError(key);
}
