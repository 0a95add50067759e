import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";

/** Bytes to serialize before yielding to the event loop. This takes one or two milliseconds. */
const AT_ONCE = 256 * 1024;

/** A long list serialized for a worker, so that sending it does not serialize it again. */
export interface Packed {
  parts: readonly Uint8Array[];
  /** A hash of the whole content, usable as a cache key for results. */
  hash: string;
}

/** Serializes a list that can be long, yielding to the event loop in between. */
export async function pack(values: readonly unknown[]): Promise<Packed> {
  const hash = createHash("sha256");
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const value of values) {
    const part = serialize(value);
    hash.update(part);
    parts.push(part);
    bytes += part.length;
    if (bytes < AT_ONCE) continue;
    bytes = 0;
    await setImmediate();
  }
  return { parts, hash: hash.digest("base64") };
}

/** The list that was packed. */
export function unpack<Value>(parts: readonly Uint8Array[]): Value[] {
  return parts.map((part) => deserialize(part));
}
