/**
 * Size of a chunk in bytes; each chunk is one row. PDF viewers request ranges of about 64 KiB, so larger chunks would
 * mean reading unneeded bytes, and smaller ones would mean more rows per file.
 */
export const CHUNK_BYTES = 256 * 1024;

/** Bytes in parts of any size. */
export type Parts = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Splits the bytes into parts of the same size; the last one can be shorter. */
export async function* inChunks(
  body: Parts,
  chunkBytes: number = CHUNK_BYTES,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let chunk = new Uint8Array(chunkBytes);
  let filled = 0;
  for await (const part of body) {
    for (let at = 0; at < part.length; ) {
      const taken = part.subarray(at, at + chunkBytes - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < chunkBytes) continue;
      yield chunk;
      chunk = new Uint8Array(chunkBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.slice(0, filled);
}
