import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Actor, authorize, may } from "../accounts/policy";
import { config } from "../config";
import { IN_CURRENT_REPORT, SOURCE_OF_CURRENT_REPORT, UNUSED_SOURCE } from "../current-reports";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { DAY } from "../time";
import { CHUNK_BYTES, inChunks, type Parts } from "./chunks";
import { configuredBucket, forgetObjects, objectBytes, recordObject, removeObject, writeObject } from "./objects";
import type { UploadedSource } from "./schemas";

/**
 * Limits on the pending files per user: their number, and their total size as a multiple of the limit for one file. The
 * oldest are deleted first, so forgotten files never block an upload.
 */
const MAX_PENDING = { files: 50, timesLimit: 5 };

/** How long pending files are kept, in milliseconds: those without an import job, and those with one. */
const PENDING_MS = DAY;
const IMPORT_MS = 30 * DAY;

/** A complete file, without its bytes. */
export interface Source {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
}

interface Upload {
  /** The file's name on the uploader's device. If it includes a path, the path is dropped. */
  name: string;
  /** The file's bytes. */
  body: Parts;
  /** Declared size in bytes, so that a file that is too large is rejected immediately; 0 if not declared. */
  declaredSize?: number;
}

const FIELDS = { id: true, name: true, size: true, hash: true } as const;

/**
 * Stores a file as it arrives, so that the whole file is never in memory: in the bucket in the settings, or in chunks in
 * the database.
 *
 * @throws UserError `forbidden` (403), `upload-too-large` (413), `upload-empty` (400), `no-such-file` (404) if the
 *   user's later uploads have displaced it, `storage-away` (503), and whatever `body` throws
 */
export async function storeSource(
  db: Database,
  actor: Actor,
  { name, body, declaredSize = 0 }: Upload,
): Promise<UploadedSource> {
  // A file becomes an edition, or its notes are imported.
  if (!may(actor, "import.create", null)) authorize(actor, "notes.import", null);
  if (declaredSize > config().maxFileBytes) throw tooLarge(config().maxFileBytes);
  await dropOldest(db, actor.id);
  return store(db, actor.id, { name, body });
}

/**
 * Stores the source of a report that was imported on the command line. It doesn't belong to a user.
 *
 * @returns its id
 * @throws UserError `upload-too-large` (413), `upload-empty` (400), `storage-away` (503)
 */
export async function storeSourceOfFolder(db: Database, name: string, body: Parts): Promise<string> {
  return (await store(db, null, { name, body })).id;
}

async function store(db: Database, uploadedById: string | null, { name, body }: Upload): Promise<UploadedSource> {
  const limit = config().maxFileBytes;
  const data = { id: randomUUID(), name: baseName(name), createdAt: new Date(), uploadedById };
  const objectKey = await db.$transaction(async (tx) => {
    const key = configuredBucket() && (await recordObject(tx, data.id));
    await tx.source.create({ data: { ...data, size: 0, objectKey: key } });
    return key;
  });
  const measured = new Measured(body, limit);
  try {
    await (objectKey === null ? storeChunks(db, data.id, measured) : writeObject(db, objectKey, measured));
    const { size, hash } = measured;
    await db.source.update({ where: { id: data.id }, data: { size, hash } });
    return { id: data.id, name: data.name, size };
  } catch (error) {
    const { count } = await db.source.deleteMany({ where: { id: data.id } });
    if (objectKey !== null) await discardObject(db, data.id, objectKey);
    // The row is gone because newer uploads by the same user have displaced it.
    throw count === 0 ? gone() : error;
  }
}

/** Measures the bytes of a file as they pass. */
class Measured {
  readonly #body: Parts;
  readonly #limit: number;
  readonly #hash = createHash("sha256");
  size = 0;

  constructor(body: Parts, limit: number) {
    this.#body = body;
    this.#limit = limit;
  }

  /** SHA-256 of all bytes, hexadecimal. Can be read once, after they have passed. */
  get hash(): string {
    return this.#hash.digest("hex");
  }

  /** @throws UserError `upload-too-large` (413), `upload-empty` (400) */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.#body) {
      this.size += bytes.length;
      if (this.size > this.#limit) throw tooLarge(this.#limit);
      this.#hash.update(bytes);
      yield bytes;
    }
    if (this.size === 0) throw new UserError("upload-empty.file");
  }
}

async function storeChunks(db: Database, sourceId: string, body: Parts): Promise<void> {
  let ordinal = 0;
  for await (const bytes of inChunks(body)) {
    await db.sourceChunk.create({ data: { sourceId, ordinal, bytes } });
    ordinal += 1;
  }
}

/**
 * Deletes the object of a failed upload. A clean-up may have deleted its row while it was still being written, so the
 * row is written again, in case the object can't be deleted now.
 */
async function discardObject(db: Database, sourceId: string, key: string): Promise<void> {
  await db.storedObject.upsert({ where: { key }, create: { key, sourceId, createdAt: new Date() }, update: {} });
  await removeObject(db, key);
}

/**
 * A file that a user may read: their own upload, or the source of an edition.
 *
 * @throws UserError `no-such-file` (404), even if the file exists but the user isn't allowed to read it
 */
export async function readableSource(db: Database | Transaction, actor: Actor, id: string): Promise<Source> {
  const found = await db.source.findUnique({
    where: { id, ...SOURCE_OF_CURRENT_REPORT },
    select: {
      ...{ ...FIELDS, uploadedById: true },
      editions: { where: IN_CURRENT_REPORT, select: { report: true }, distinct: ["report"] },
      addedTo: { where: { edition: IN_CURRENT_REPORT }, select: { edition: { select: { report: true } } } },
    },
  });
  if (!found?.hash) throw gone();
  const { uploadedById, editions, addedTo, hash, ...source } = found;
  const reports = [...editions, ...addedTo.map(({ edition }) => edition)].map(({ report }) => report);
  if (!may(actor, "source.read", { uploadedById, reports })) throw gone();
  return { ...source, hash };
}

/**
 * Checks that a file is the user's own upload, and that no edition uses it.
 *
 * @throws UserError `no-such-file` (404), `file-in-use` (409)
 */
export async function requirePendingSource(db: Database, actor: Actor, id: string): Promise<void> {
  const found = await db.source.findUnique({
    where: { id, uploadedById: actor.id, hash: { not: null } },
    select: { _count: { select: { editions: true, addedTo: true } } },
  });
  if (!found) throw gone();
  if (found._count.editions + found._count.addedTo > 0) {
    throw new UserError("file-in-use.edition-made");
  }
}

/** What a report's readers see of its file. */
export const SHOWN_OF_SOURCE = { id: true, name: true, size: true } as const;

/** A file as shown to the report's readers; null if there is none with this id. */
export function sourceWithId(db: Database, id: string): Promise<UploadedSource | null> {
  return db.source.findUnique({ where: { id }, select: SHOWN_OF_SOURCE });
}

/** The file that an edition was created from, as shown to the report's readers; null if unknown. */
export function sourceOfEdition(db: Database | Transaction, editionId: string): Promise<UploadedSource | null> {
  return db.source.findFirst({
    where: { editions: { some: { id: editionId, ...IN_CURRENT_REPORT } } },
    select: SHOWN_OF_SOURCE,
  });
}

/** The PDF that was added to an edition; null if there is none. */
export function addedPdfOf(db: Database | Transaction, editionId: string): Promise<UploadedSource | null> {
  return db.source.findFirst({
    where: { addedTo: { some: { editionId, edition: IN_CURRENT_REPORT } } },
    select: SHOWN_OF_SOURCE,
  });
}

/** The hash of the file that has an edition's pages (SHA-256, hexadecimal); null if there is none. */
export async function sourceHash(db: Database, editionId: string): Promise<string | null> {
  const source = (await addedPdfOf(db, editionId)) ?? (await sourceOfEdition(db, editionId));
  if (!source) return null;
  return (await db.source.findUnique({ where: { id: source.id }, select: { hash: true } }))?.hash ?? null;
}

/**
 * Deletes one of the user's own pending files. A file that an edition uses is kept.
 *
 * @throws UserError `file-in-use` (409), and any error from `readableSource`
 */
export async function discardSource(db: Database, actor: Actor, id: string): Promise<{ id: string }> {
  await readableSource(db, actor, id);
  const { count } = await db.source.deleteMany({ where: { ...pendingOf(actor.id), id } });
  if (count === 0) throw new UserError("file-in-use.of-edition");
  await forgetObjects(db, { sourceIds: [id] });
  return { id };
}

/**
 * Reads part of a file, chunk by chunk, or from its object in the bucket.
 *
 * @param start the first byte
 * @param end the byte after the last one
 * @throws UserError `no-such-file` (404) if the file has no such bytes, `storage-away` (503)
 */
export async function* sourceBytes(db: Database, id: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    const ordinal = Math.floor(at / CHUNK_BYTES);
    const chunk = await db.sourceChunk.findUnique({
      where: { sourceId_ordinal: { sourceId: id, ordinal } },
      select: { bytes: true },
    });
    if (!chunk) {
      // Also if the file was moved while it was being read.
      const source = await db.source.findUnique({ where: { id }, select: { objectKey: true } });
      if (!source?.objectKey) throw gone();
      yield* objectBytes(source.objectKey, at, end);
      return;
    }
    const first = ordinal * CHUNK_BYTES;
    if (at >= first + chunk.bytes.length) throw gone();
    yield chunk.bytes.subarray(at - first, end - first);
    at = first + chunk.bytes.length;
  }
}

/**
 * Calls `work` with a copy of the file on disk, because workers have no database access. Only this process's user can
 * read the copy, and it is deleted afterwards.
 *
 * @param work receives a function that writes the file when first called, and returns its path
 */
export async function withSourceFile<T>(
  db: Database,
  { id, size }: Pick<Source, "id" | "size">,
  work: (file: () => Promise<string>) => Promise<T>,
): Promise<T> {
  let folder: string | undefined;
  const write = async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-source-"));
    const file = path.join(folder, "source");
    await pipeline(Readable.from(sourceBytes(db, id, 0, size)), createWriteStream(file, { mode: 0o600 }));
    return file;
  };
  try {
    return await work(write);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Deletes interrupted uploads, and expired files that no edition uses, with their import jobs. Then deletes the objects
 * that no file refers to.
 */
export async function forgetSources(db: Database, now: Date = new Date()): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age);
  await db.source.deleteMany({
    where: {
      ...UNUSED_SOURCE,
      OR: [
        { importJob: null, createdAt: { lt: before(PENDING_MS) } },
        { importJob: { createdAt: { lt: before(IMPORT_MS) } } },
      ],
    },
  });
  await forgetObjects(db, { now });
}

/** Makes room for another file of a user. Files with import jobs have their own limit. */
async function dropOldest(db: Database, personId: string): Promise<void> {
  const forgettable = { ...pendingOf(personId), importJob: null };
  const pending = await db.source.findMany({
    where: forgettable,
    orderBy: { createdAt: "desc" },
    select: { id: true, size: true },
  });
  let bytes = config().maxFileBytes;
  const excess = pending.filter(({ size }, index) => {
    bytes += size;
    return index + 1 >= MAX_PENDING.files || bytes > MAX_PENDING.timesLimit * config().maxFileBytes;
  });
  if (excess.length === 0) return;
  await db.source.deleteMany({ where: { ...forgettable, id: { in: excess.map(({ id }) => id) } } });
}

function pendingOf(personId: string) {
  return { uploadedById: personId, ...UNUSED_SOURCE } satisfies Prisma.SourceWhereInput;
}

/** Browsers don't send a path, but other programs may. */
function baseName(name: string): string {
  return name.split(/[\\/]/u).at(-1) || "file";
}

function tooLarge(limit: number): UserError {
  const megabytes = Math.floor(limit / 1024 / 1024);
  return new UserError("upload-too-large.file", { megabytes });
}

function gone(): UserError {
  return new UserError("no-such-file");
}
