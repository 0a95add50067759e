import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";

/** Bytes that are serialized before others get a turn: it takes a millisecond or two. */
const AT_ONCE = 256 * 1024;

/** A long list for a worker, as bytes: they are sent to it without being serialized again. */
export interface Packed {
  parts: readonly Uint8Array[];
  /** Says all that is in it: the key of what is made of it. */
  hash: string;
}

/** Packs a list that may be long, with turns for others between. */
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
