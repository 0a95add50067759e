/** Cursor-based pagination of lists. */

import { z } from "zod";
import { UserError } from "../errors";

/** Entries per page. */
const PAGE = { default: 50, max: 200 };

export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(PAGE.max)
  .default(PAGE.default)
  .describe(`Maximum number of items per page, up to ${PAGE.max}.`);

export const cursor = z
  .string()
  .max(200)
  .optional()
  .describe("`next` from the previous page. Omit it to get the first page.");

export const next = z.string().nullable().describe("The `cursor` for the next page, or null on the last page.");

/**
 * The sort key of a list. An entry's key never changes, so no entry is skipped or repeated while others are added or
 * removed.
 */
interface Keyed {
  id: string;
  createdAt: string;
}

/** The sort order, by creation time. */
type Direction = "oldest-first" | "newest-first";

/**
 * The page of a list that starts after a cursor, in the order of the list.
 *
 * @throws UserError `cursor` for an invalid cursor
 */
export function pageOf<T extends Keyed>(
  entries: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  direction: Direction = "oldest-first",
): { entries: T[]; next: string | null } {
  const sign = direction === "oldest-first" ? 1 : -1;
  const order = (a: Keyed, b: Keyed) => sign * compare(a, b);
  const after = cursor === undefined ? null : keyIn(cursor);
  const rest = entries.filter((entry) => after === null || order(entry, after) > 0).sort(order);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { entries: page, next: last && rest.length > page.length ? cursorOf(last) : null };
}

function compare(a: Keyed, b: Keyed): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function cursorOf({ createdAt, id }: Keyed): string {
  return Buffer.from(`${createdAt} ${id}`).toString("base64url");
}

function keyIn(cursor: string): Keyed {
  const [createdAt, id] = decoded(cursor).split(" ");
  if (createdAt && id) return { createdAt, id };
  throw unknownCursor();
}

/** A cursor for a list without sort keys. It contains the number of entries returned so far. */
export function cursorAt(offset: number): string {
  return Buffer.from(`${offset}`).toString("base64url");
}

/**
 * The offset in a cursor from `cursorAt`.
 * @throws UserError `cursor`
 */
export function offsetIn(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const text = decoded(cursor);
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw unknownCursor();
}

function decoded(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString();
}

function unknownCursor(): UserError {
  return new UserError("cursor");
}
