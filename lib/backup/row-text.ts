import "server-only";
import { createHash } from "node:crypto";
import type { Row } from "./tables";

/** Added to the name of a field that holds a time, which JSON has no form for. No field's own name has a colon. */
const TIME = ":time";

/**
 * A row as one line of JSON, the same for the same row whichever database it was read from: PostgreSQL keeps JSON without the order of
 * its fields.
 */
export function rowText(row: Row): string {
  const fields = Object.entries(row).map(([name, value]) =>
    value instanceof Date ? [name + TIME, value.toISOString()] : [name, value],
  );
  return JSON.stringify(sorted(Object.fromEntries(fields)));
}

/** The row that `rowText` wrote. */
export function rowOf(text: string): Row {
  const fields = Object.entries(JSON.parse(text) as Row).map(([name, value]) =>
    name.endsWith(TIME) ? [name.slice(0, -TIME.length), new Date(String(value))] : [name, value],
  );
  return Object.fromEntries(fields);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]));
}

/** How many rows there are, and what is the same for the same rows in any order: databases sort text in different ways. */
export interface Sum {
  rows: number;
  /** The SHA-256 of all rows, added up modulo 2^256, hexadecimal. */
  sum: string;
}

const MODULUS = 1n << 256n;

/** Adds up rows. */
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
