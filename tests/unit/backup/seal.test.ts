import { beforeAll, describe, expect, it } from "vitest";
import { isSealed, keyIn, seal, unseal } from "@/lib/backup/seal";

const KEY = "a key of the tests, 28 long.";
const HEADER = 40;
const CHUNK = 65_536 + 16;

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const held: Buffer[] = [];
  for await (const part of parts) held.push(part);
  return Buffer.concat(held);
}

const sealed = (content: Buffer, key = KEY) => all(seal(inParts(content, 50_000), key));
const unsealed = (bytes: Buffer, key = KEY) => all(unseal(inParts(bytes, 30_000), key));

describe("an encrypted file", () => {
  const content = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 251));

  /** Shared by several tests, because deriving a key takes a while. */
  let one: Buffer;
  beforeAll(async () => {
    one = await sealed(content);
  });

  it.each([0, 65_535, 65_536, 65_537, 131_072])("restores %i bytes unchanged", async (length) => {
    const bytes = await sealed(content.subarray(0, length));
    expect(isSealed(bytes)).toBe(true);
    expect(bytes.length).toBe(HEADER + length + 16 * Math.max(1, Math.ceil(length / 65_536)));
    expect((await unsealed(bytes)).equals(content.subarray(0, length))).toBe(true);
  });

  it("reveals nothing about its content, and is different each time", async () => {
    const secret = Buffer.from("a secret that is to be found nowhere");
    const [first, second] = [await sealed(secret), await sealed(secret)];
    expect(first.includes(secret)).toBe(false);
    expect(first.equals(second)).toBe(false);
  });

  const chunk = (bytes: Buffer, n: number) => bytes.subarray(HEADER + n * CHUNK, HEADER + (n + 1) * CHUNK);
  const flipped = (bytes: Buffer, at: number) => {
    const other = Buffer.from(bytes);
    other[at]! ^= 1;
    return other;
  };
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ["a bit of the salt is changed", (bytes) => flipped(bytes, 30)],
    ["a bit of the content is changed", (bytes) => flipped(bytes, HEADER + 70_000)],
    ["a bit of a tag is changed", (bytes) => flipped(bytes, HEADER + CHUNK - 1)],
    ["it is cut off inside its header", (bytes) => bytes.subarray(0, HEADER - 1)],
    ["it ends after its header", (bytes) => bytes.subarray(0, HEADER)],
    ["it is cut off between two chunks", (bytes) => bytes.subarray(0, HEADER + 2 * CHUNK)],
    ["it is cut off inside a chunk", (bytes) => bytes.subarray(0, HEADER + 2 * CHUNK + 100)],
    ["its last byte is missing", (bytes) => bytes.subarray(0, -1)],
    ["bytes are appended", (bytes) => Buffer.concat([bytes, Buffer.from("x")])],
    [
      "two chunks are swapped",
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, HEADER),
          chunk(bytes, 1),
          chunk(bytes, 0),
          bytes.subarray(HEADER + 2 * CHUNK),
        ]),
    ],
    [
      "a chunk is missing",
      (bytes) => Buffer.concat([bytes.subarray(0, HEADER + CHUNK), bytes.subarray(HEADER + 2 * CHUNK)]),
    ],
    [
      "a chunk is repeated",
      (bytes) => Buffer.concat([bytes.subarray(0, HEADER + CHUNK), chunk(bytes, 0), bytes.subarray(HEADER + CHUNK)]),
    ],
  ])("is rejected if %s", async (_, change) => {
    await expect(unsealed(change(one))).rejects.toMatchObject({ code: "backup-seal" });
  });

  it("cannot be opened with another key", async () => {
    await expect(unsealed(one, `${KEY}!`)).rejects.toMatchObject({ code: "backup-seal" });
  });

  it("rejects chunks from another file encrypted with the same key", async () => {
    const two = await sealed(content);
    const mixed = Buffer.concat([one.subarray(0, HEADER + CHUNK), two.subarray(HEADER + CHUNK)]);
    await expect(unsealed(mixed)).rejects.toMatchObject({ code: "backup-seal" });
  });
});

describe("an encryption key", () => {
  it("is trimmed and must not be short", () => {
    expect(keyIn(`${KEY}\n`)).toBe(KEY);
    for (const short of ["", "nineteen characters"]) {
      expect(() => keyIn(`${short}\n`)).toThrow(expect.objectContaining({ code: "backup-key" }));
    }
  });
});
