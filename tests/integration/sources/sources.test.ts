import { afterEach, beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { CHUNK_BYTES } from "@/lib/sources/chunks";
import { discardSource, forgetSources, readableSource, sourceBytes, storeSource } from "@/lib/sources/store";
import { DAY } from "@/lib/time";
import { describeBothDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { readAll } from "../support/streams";

/** Bytes that differ at each position in a chunk. */
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 251);

/** Does the same as `toEqual`, which takes a second for a few hundred kilobytes. */
function expectBytes(actual: Uint8Array, expected: Uint8Array) {
  expect(actual).toHaveLength(expected.length);
  expect(Buffer.compare(actual, expected), "the order of the bytes").toBe(0);
}

describeBothDatabases("a source file", ({ db }) => {
  let ann: Actor;
  let bob: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
    bob = (await makeCaller(db(), "owner", "Bob")).actor;
  });
  afterEach(() => {
    delete process.env.MAX_FILE_MB;
  });

  const store = (actor: Actor, bytes: Uint8Array, name = "rivers.pdf") =>
    storeSource(db(), actor, { name, body: [bytes] });
  const read = (id: string, start: number, end: number) => readAll(sourceBytes(db(), id, start, end));

  it.each([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 5])(
    "of %i bytes is returned unchanged, as a whole and in ranges",
    async (length) => {
      const bytes = bytesOf(length);
      const { id, size } = await store(ann, bytes);
      expect(size).toBe(length);
      const ranges = [
        [0, length],
        [length - 1, length],
        [Math.floor(length / 3), Math.ceil(length / 2)],
      ] as const;
      await expect(read(id, 0, length + 1)).rejects.toMatchObject({ code: "no-such-file" });
      for (const [start, end] of ranges) expectBytes(await read(id, start, end), bytes.slice(start, end));
    },
  );

  it("is stored in the same chunks, whatever parts it arrives in", async () => {
    const bytes = bytesOf(CHUNK_BYTES + 100);
    const parts = [
      bytes.subarray(0, 7),
      new Uint8Array(),
      bytes.subarray(7, CHUNK_BYTES + 3),
      bytes.subarray(CHUNK_BYTES + 3),
    ];
    const { id } = await storeSource(db(), ann, { name: "C:\\papers\\rivers.pdf", body: parts });
    expectBytes(await read(id, 0, bytes.length), bytes);
    expect(await db().sourceChunk.count()).toBe(2);
    expect(await readableSource(db(), ann, id)).toMatchObject({ name: "rivers.pdf", size: bytes.length });
  });

  it("leaves nothing behind if it is empty, too large, or interrupted", async () => {
    process.env.MAX_FILE_MB = "1";
    const tooLarge = { code: "upload-too-large", status: 413 };
    await expect(store(ann, new Uint8Array())).rejects.toMatchObject({ code: "upload-empty" });
    await expect(store(ann, bytesOf(1024 * 1024 + 1))).rejects.toMatchObject(tooLarge);
    const declared = { name: "a.pdf", body: [bytesOf(3)], declaredSize: 1024 * 1024 + 1 };
    await expect(storeSource(db(), ann, declared)).rejects.toMatchObject(tooLarge);
    async function* breaking() {
      yield bytesOf(CHUNK_BYTES);
      throw new Error("gone");
    }
    await expect(storeSource(db(), ann, { name: "a.pdf", body: breaking() })).rejects.toThrow("gone");
    expect(await db().source.count()).toBe(0);
    expect(await db().sourceChunk.count()).toBe(0);
    await expect(store(ann, bytesOf(1024 * 1024))).resolves.toBeDefined();
  });

  it("that was deleted during its upload is reported as gone", async () => {
    async function* dropped() {
      yield bytesOf(CHUNK_BYTES);
      await db().source.deleteMany({});
      yield bytesOf(CHUNK_BYTES);
    }
    const gone = { code: "no-such-file", status: 404 };
    await expect(storeSource(db(), ann, { name: "a.pdf", body: dropped() })).rejects.toMatchObject(gone);
  });

  it("without an edition is visible only to its uploader, who can discard it", async () => {
    const { id } = await store(ann, bytesOf(10));
    await expect(readableSource(db(), bob, id)).rejects.toMatchObject({ code: "no-such-file", status: 404 });
    await expect(discardSource(db(), bob, id)).rejects.toMatchObject({ code: "no-such-file" });
    await discardSource(db(), ann, id);
    await expect(readableSource(db(), ann, id)).rejects.toMatchObject({ code: "no-such-file" });
    expect(await db().sourceChunk.count()).toBe(0);
  });

  it("cannot be read until the upload is complete", async () => {
    let started: (id: string) => void = () => {};
    const isStarted = new Promise<string>((resolve) => {
      started = resolve;
    });
    let finish = () => {};
    const isFinished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    async function* slow() {
      yield bytesOf(CHUNK_BYTES);
      started((await db().source.findFirstOrThrow()).id);
      await isFinished;
      yield bytesOf(1);
    }
    const storing = storeSource(db(), ann, { name: "a.pdf", body: slow() });
    await expect(readableSource(db(), ann, await isStarted)).rejects.toMatchObject({ code: "no-such-file" });
    finish();
    expect(await readableSource(db(), ann, (await storing).id)).toMatchObject({ size: CHUNK_BYTES + 1 });
  });

  it("is deleted after a day, unless it is in use", async () => {
    const [old, used] = [await store(ann, bytesOf(1)), await store(ann, bytesOf(1))];
    const at = { createdAt: new Date(), updatedAt: new Date() };
    await db().report.create({
      data: { slug: "rivers", title: "R", authors: [], editors: [], language: "en", ...at },
    });
    const edition = { report: "rivers", ordinal: 1, hash: "h", textRules: 1, title: "R", markdown: "", text: "" };
    await db().edition.create({
      data: { ...edition, id: "e", document: {}, createdAt: new Date(), sourceId: used.id },
    });
    await forgetSources(db(), new Date(Date.now() + DAY - 60_000));
    expect(await db().source.count()).toBe(2);
    await forgetSources(db(), new Date(Date.now() + DAY + 60_000));
    await expect(readableSource(db(), ann, old.id)).rejects.toMatchObject({ code: "no-such-file" });
    expect(await readableSource(db(), bob, used.id)).toMatchObject({ size: 1 });
  });

  it("makes room by deleting its uploader's oldest pending files", async () => {
    process.env.MAX_FILE_MB = "0.001";
    const kept = await store(bob, bytesOf(1_000));
    const all = [];
    for (let round = 0; round < 6; round += 1) all.push(await store(ann, bytesOf(1_000)));
    const left = await db().source.findMany({ where: { uploadedById: ann.id }, orderBy: { createdAt: "asc" } });
    expect(left.map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id));
    expect(await readableSource(db(), bob, kept.id)).toBeDefined();
  });
});
