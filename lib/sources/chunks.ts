/**
 * Bytes of a chunk, which is one row. A reader of a page asks for ranges of some 64 KiB, so a larger chunk would be read in vain; a smaller
 * one makes more rows of a file.
 */
export const CHUNK_BYTES = 256 * 1024;

/** Bytes in parts of any size. */
export type Parts = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The same bytes in parts of `CHUNK_BYTES`, the last one shorter. */
export async function* inChunks(body: Parts): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for await (const part of body) {
    for (let at = 0; at < part.length; ) {
      const taken = part.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.slice(0, filled);
}
