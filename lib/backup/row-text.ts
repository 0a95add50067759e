import "server-only";
import { createHash } from "node:crypto";
import type { Row } from "./tables";

/** Suffix that marks date fields, because JSON has no date type. No field name contains a colon. */
const TIME = ":time";

/** Suffix that marks fields containing bytes, which are written in base64. */
const BYTES = ":bytes";

/**
 * A row as one line of JSON, with sorted keys, so that it is the same for every database. (PostgreSQL doesn't keep the
 * key order of JSON values.)
 */
export function rowText(row: Row): string {
  const fields = Object.entries(row).map(([name, value]) => {
    if (value instanceof Date) return [name + TIME, value.toISOString()];
    return value instanceof Uint8Array ? [name + BYTES, Buffer.from(value).toString("base64")] : [name, value];
  });
  return JSON.stringify(sorted(Object.fromEntries(fields)));
}

/** Parses a row written by `rowText`. */
export function rowOf(text: string): Row {
  const fields = Object.entries(JSON.parse(text) as Row).map(([name, value]) => {
    if (name.endsWith(TIME)) return [name.slice(0, -TIME.length), new Date(String(value))];
    if (name.endsWith(BYTES))
      return [name.slice(0, -BYTES.length), new Uint8Array(Buffer.from(String(value), "base64"))];
    return [name, value];
  });
  return Object.fromEntries(fields);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]));
}

/**
 * The row count and checksum of a table. The checksum doesn't depend on the order of the rows, because databases sort
 * text differently.
 */
export interface Sum {
  rows: number;
  /** The sum of the SHA-256 hashes of all rows modulo 2^256, hexadecimal. */
  sum: string;
}

const MODULUS = 1n << 256n;

/** Accumulates the checksum of rows. */
export class Adder {
  #rows = 0;
  #sum = 0n;

  add(text: string): void {
    this.#rows++;
    this.#sum = (this.#sum + BigInt(`0x${createHash("sha256").update(text).digest("hex")}`)) % MODULUS;
  }

  get sum(): Sum {
    return { rows: this.#rows, sum: this.#sum.toString(16).padStart(64, "0") };
  }
}
