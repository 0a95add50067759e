import "server-only";
import { type CipherGCM, createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { UserError } from "../errors";

/*
 * A sealed file is encrypted and authenticated: without the key it can't be read, and changes, truncation or reordering
 * are detected. Its format:
 *
 *   - a line of ASCII, "concord sealed backup 1" and U+000A: 24 bytes
 *   - a random salt: 16 bytes. The file key is scrypt(key, salt, N = 2^17, r = 8, p = 1), 32 bytes; the key is UTF-8
 *     without surrounding whitespace.
 *   - chunks: AES-256-GCM of 64 KiB of content, less in the last chunk, each followed by its 16-byte tag. The nonce
 *     is the chunk number from 0 (11 bytes, big endian) and a byte that is 1 in the last chunk, else 0; the
 *     additional data is the line and the salt.
 *
 * This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as in age. Node.js implements all
 * primitives, so no package is needed.
 */

const MAGIC = Buffer.from("concord sealed backup 1\n", "ascii");
const SALT_BYTES = 16;
const HEADER_BYTES = MAGIC.length + SALT_BYTES;
const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
/** Each guess of the key takes 128 MiB and a few hundred milliseconds. */
const COST: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };

/** Minimum length of a key, in characters. */
const MIN_KEY = 20;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * The key from a file or environment variable.
 *
 * @throws UserError `backup-key` if it is too short
 */
export function keyIn(text: string): string {
  const key = text.trim();
  if ([...key].length >= MIN_KEY) return key;
  throw new UserError("backup-key", { min: MIN_KEY });
}

/** Whether a file with this beginning is sealed. */
export function isSealed(beginning: Buffer): boolean {
  return beginning.subarray(0, MAGIC.length).equals(MAGIC);
}

/** The number of bytes that `isSealed` needs. */
export const MAGIC_BYTES = MAGIC.length;

/** Encrypts a stream. */
export async function* seal(content: AsyncIterable<Buffer>, key: string): AsyncGenerator<Buffer> {
  const header = Buffer.concat([MAGIC, randomBytes(SALT_BYTES)]);
  const fileKey = await keyOf(header, key);
  yield header;
  for await (const { bytes, number, isLast } of chunksOf(content, CHUNK_BYTES)) {
    const cipher = createCipheriv(CIPHER, fileKey, nonceOf(number, isLast), { authTagLength: TAG_BYTES }) as CipherGCM;
    cipher.setAAD(header);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/**
 * Decrypts a stream. Every chunk is authentic, but only the end of the stream proves that nothing is missing.
 *
 * @throws UserError `backup-seal` if the key is wrong or the file has been modified
 */
export async function* unseal(sealed: AsyncIterable<Buffer>, key: string): AsyncGenerator<Buffer> {
  const parts = sealed[Symbol.asyncIterator]();
  const { header, rest } = await headerOf(parts);
  const fileKey = await keyOf(header, key);
  for await (const { bytes, number, isLast } of chunksOf(rest, CHUNK_BYTES + TAG_BYTES)) {
    if (bytes.length < TAG_BYTES) throw notGenuine();
    const decipher = createDecipheriv(CIPHER, fileKey, nonceOf(number, isLast), { authTagLength: TAG_BYTES });
    decipher.setAAD(header);
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const content = decipher.update(bytes.subarray(0, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw notGenuine();
    }
    yield content;
  }
}

async function headerOf(parts: AsyncIterator<Buffer>): Promise<{ header: Buffer; rest: AsyncGenerator<Buffer> }> {
  let held = Buffer.alloc(0);
  while (held.length < HEADER_BYTES) {
    const next = await parts.next();
    if (next.done) throw notGenuine();
    held = Buffer.concat([held, next.value]);
  }
  async function* rest() {
    yield held.subarray(HEADER_BYTES);
    for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value;
  }
  return { header: held.subarray(0, HEADER_BYTES), rest: rest() };
}

interface Chunk {
  bytes: Buffer;
  number: number;
  isLast: boolean;
}

/** Splits a stream into chunks of equal size. There is always a last chunk, which may be shorter. */
async function* chunksOf(content: AsyncIterable<Buffer>, size: number): AsyncGenerator<Chunk> {
  let held: Buffer[] = [];
  let length = 0;
  let number = 0;
  for await (const part of content) {
    held.push(part);
    length += part.length;
    // Hold one chunk back, because only the end of the stream shows which chunk is the last.
    if (length <= size) continue;
    let bytes = Buffer.concat(held);
    for (; bytes.length > size; bytes = bytes.subarray(size)) {
      yield { bytes: bytes.subarray(0, size), number: number++, isLast: false };
    }
    held = [bytes];
    length = bytes.length;
  }
  yield { bytes: Buffer.concat(held), number, isLast: true };
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Caches the last file key, because each file is read twice and deriving the key is slow. */
let last: { header: Buffer; key: string; fileKey: Promise<Buffer> } | undefined;

function keyOf(header: Buffer, key: string): Promise<Buffer> {
  if (!last?.header.equals(header) || last.key !== key) {
    last = { header, key, fileKey: derive(key, header.subarray(MAGIC.length), KEY_BYTES, COST) };
  }
  return last.fileKey;
}

function notGenuine(): UserError {
  return new UserError("backup-seal.broken");
}
