import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { backUp, restore } from "@/lib/backup/backup";
import { config } from "@/lib/config";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { Bucket, PART_BYTES } from "@/lib/sources/bucket";
import { CHUNK_BYTES } from "@/lib/sources/chunks";
import { moveSources } from "@/lib/sources/move";
import { forgetObjects, requireStorage } from "@/lib/sources/objects";
import { discardSource, forgetSources, sourceBytes, storeSource } from "@/lib/sources/store";
import { DAY } from "@/lib/time";
import { describeDatabases } from "../support/databases";
import { emptyDatabase } from "../support/empty-database";
import { makeCaller } from "../support/people";
import { useS3Server } from "../support/s3-server";
import { readAll } from "../support/streams";

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 251);
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const AWAY = { code: "storage-away", status: 503 };

describeDatabases("a source file in S3", ({ db, url, provider }) => {
  const s3 = useS3Server();
  let ann: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
  });

  const store = (bytes: Uint8Array) => storeSource(db(), ann, { name: "rivers.pdf", body: [bytes] });
  const read = (id: string, start: number, end: number) => readAll(sourceBytes(db(), id, start, end));

  async function expectNothing() {
    expect(await db().source.count()).toBe(0);
    expect(await db().storedObject.count()).toBe(0);
    expect(await s3.keys()).toEqual([]);
  }

  it.each([1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 5])(
    "of %i bytes is returned unchanged, as a whole and in ranges",
    async (length) => {
      const bytes = bytesOf(length);
      const { id } = await store(bytes);
      expect(await db().sourceChunk.count()).toBe(0);
      expect(await s3.keys()).toHaveLength(1);
      expect(await db().storedObject.findMany()).toMatchObject([{ sourceId: id, uploadId: null }]);
      const ranges = [
        [0, length],
        [length - 1, length],
        [Math.floor(length / 3), Math.ceil(length / 2)],
      ] as const;
      for (const [start, end] of ranges)
        expect(hashOf(await read(id, start, end))).toBe(hashOf(bytes.slice(start, end)));
      await expect(read(id, 0, length + 1)).rejects.toMatchObject({ code: "no-such-file" });
    },
  );

  it("leaves nothing behind if it is empty, too large, or interrupted", async () => {
    vi.stubEnv("MAX_FILE_MB", "9");
    await expect(store(new Uint8Array())).rejects.toMatchObject({ code: "upload-empty" });
    await expect(store(bytesOf(9 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: "upload-too-large" });
    async function* breaking() {
      yield bytesOf(PART_BYTES + 1);
      throw new Error("gone");
    }
    await expect(storeSource(db(), ann, { name: "a.pdf", body: breaking() })).rejects.toThrow("gone");
    await expectNothing();
  });

  it("is deleted with its row, also if it is discarded or displaced during the upload", async () => {
    const { id } = await store(bytesOf(10));
    await discardSource(db(), ann, id);
    await expectNothing();
    async function* dropped() {
      yield bytesOf(10);
      await db().source.deleteMany({});
      await forgetObjects(db());
    }
    const upload = storeSource(db(), ann, { name: "a.pdf", body: dropped() });
    await expect(upload).rejects.toMatchObject({ code: "no-such-file" });
    await expectNothing();
  });

  it("survives errors that pass: a busy server, and responses that break off", async () => {
    const bytes = bytesOf(CHUNK_BYTES * 3);
    s3.answer(503, 2);
    const { id } = await store(bytes);
    s3.fail(null);
    s3.truncate(100_000, 2);
    expect(hashOf(await read(id, 0, bytes.length))).toBe(hashOf(bytes));
  });

  it("is not stored, and can't be read, while the server fails", async () => {
    const { id } = await store(bytesOf(1000));
    s3.answer(500);
    await expect(store(bytesOf(PART_BYTES + 1))).rejects.toMatchObject({
      ...AWAY,
      problem: { key: "storage-away.write" },
    });
    await expect(read(id, 0, 10)).rejects.toMatchObject({ ...AWAY, problem: { key: "storage-away.read" } });
    expect(await db().source.count()).toBe(1);
    s3.fail((request) => {
      request.socket.destroy();
      return true;
    });
    await expect(store(bytesOf(10))).rejects.toMatchObject(AWAY);
    s3.fail(null);
    // The objects of the failed uploads are recorded until they are deleted.
    expect(await forgetObjects(db())).toBe(0);
    expect(await s3.keys()).toHaveLength(1);
    expect(await db().storedObject.count()).toBe(1);
  });

  it("is not returned in part if every response breaks off", async () => {
    const { id } = await store(bytesOf(1000));
    s3.truncate(0, 100);
    await expect(read(id, 0, 1000)).rejects.toMatchObject(AWAY);
  });

  it("stops waiting for a server that never responds", async () => {
    s3.fail(() => true);
    const bucket = new Bucket(config().bucket!, 50);
    await expect(bucket.put("sources/a", [bytesOf(10)])).rejects.toMatchObject({ status: null });
    await expect(readAll(bucket.read("sources/a", 0, 10))).rejects.toMatchObject({ status: null });
  });

  it("is deleted later if the server fails when its row is deleted", async () => {
    const { id } = await store(bytesOf(10));
    s3.answer(500);
    await discardSource(db(), ann, id);
    expect(await s3.keys()).toHaveLength(1);
    s3.fail(null);
    await forgetSources(db());
    await expectNothing();
  });

  it("is kept by the clean-up while it is in use, or may still be moving to the bucket", async () => {
    await store(bytesOf(10));
    vi.stubEnv("S3_ENDPOINT", "");
    vi.stubEnv("S3_BUCKET", "");
    vi.stubEnv("S3_ACCESS_KEY_ID", "");
    vi.stubEnv("S3_SECRET_ACCESS_KEY", "");
    const inDatabase = await store(bytesOf(11));
    for (const [name, value] of Object.entries(s3.env())) vi.stubEnv(name, value);
    await db().storedObject.create({ data: { key: "sources/new", sourceId: inDatabase.id, createdAt: new Date() } });
    await forgetObjects(db());
    expect(await db().storedObject.count()).toBe(2);
    await forgetObjects(db(), { now: new Date(Date.now() + DAY + 1000) });
    expect(await db().storedObject.count()).toBe(1);
  });

  it("can be moved to the database and back, even if the server fails halfway", async () => {
    const files = [bytesOf(10), bytesOf(CHUNK_BYTES + 1), bytesOf(2 * CHUNK_BYTES)];
    const stored = await Promise.all(files.map(store));
    const expectAll = async () => {
      for (const [index, { id, size }] of stored.entries())
        expect(hashOf(await read(id, 0, size))).toBe(hashOf(files[index]!));
    };
    expect(await moveSources(db(), "database")).toMatchObject({ files: 3, left: 0 });
    expect(await s3.keys()).toEqual([]);
    expect(await db().storedObject.count()).toBe(0);
    await expectAll();
    let requests = 0;
    s3.fail((request, response) => {
      requests += 1;
      // The first file takes one request to store, and one to check its size.
      if (requests <= 2) return false;
      request.resume();
      response.writeHead(500).end();
      return true;
    });
    await expect(moveSources(db(), "s3")).rejects.toMatchObject(AWAY);
    s3.fail(null);
    await expectAll();
    expect(await moveSources(db(), "s3")).toMatchObject({ files: 2 });
    expect(await db().sourceChunk.count()).toBe(0);
    await expectAll();
  });

  it("is in a backup, which can be restored without S3", async () => {
    const bytes = bytesOf(CHUNK_BYTES + 5);
    const { id } = await store(bytes);
    const folder = await mkdtemp(path.join(tmpdir(), "concord-s3-backup-"));
    try {
      const file = path.join(folder, "a.backup");
      await backUp(url(), file);
      const to = await emptyDatabase(provider, folder);
      await restore(to, file);
      const restored = await openDatabase(to);
      expect(await restored.source.findMany()).toMatchObject([{ id, objectKey: null }]);
      expect(hashOf(await readAll(sourceBytes(restored, id, 0, bytes.length)))).toBe(hashOf(bytes));
      await closeDatabase(restored);
      const bucket = new Bucket(config().bucket!);
      for (const key of await s3.keys()) await bucket.delete(key);
      await expect(backUp(url(), path.join(folder, "b.backup"))).rejects.toMatchObject({
        code: "backup-objects",
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("stops the start with a sentence if the key is wrong, or the settings are missing", async () => {
    await expect(requireStorage(db())).resolves.toBeUndefined();
    s3.answer(500);
    await expect(requireStorage(db())).resolves.toBeUndefined();
    s3.fail(null);
    await store(bytesOf(10));
    vi.stubEnv("S3_SECRET_ACCESS_KEY", "wrong");
    await expect(requireStorage(db())).rejects.toThrow(/concord-files at .* \(403 SignatureDoesNotMatch\)/u);
    await expect(store(bytesOf(10))).rejects.toMatchObject(AWAY);
    vi.stubEnv("S3_SECRET_ACCESS_KEY", "S3RVER");
    vi.stubEnv("S3_BUCKET", "other-bucket");
    await expect(requireStorage(db())).rejects.toMatchObject({ code: "storage-refused" });
    for (const name of Object.keys(s3.env())) vi.stubEnv(name, "");
    await expect(requireStorage(db())).rejects.toMatchObject({ code: "storage-missing" });
  });
});
