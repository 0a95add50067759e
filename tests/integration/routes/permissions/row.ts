import { CALLERS, type CallerName, type World } from "../world";

/** A request to a route. */
export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Permission {
  /** The route's path, written as in the folder names. */
  route: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** Distinguishes several cases of the same route. */
  of?: string;
  send?(world: World): Sent;
  expected: Record<CallerName, number>;
  /** The Cache-Control header of a successful response, if it is not `private, no-store`. */
  caching?: string;
}

const NOBODY_OUTSIDE = { anonymous: 401, expired: 401, removed: 401 };

/** Every caller gets the same status. */
export function everyone(status: number): Record<CallerName, number> {
  return Object.fromEntries(CALLERS.map((name) => [name, status])) as Record<CallerName, number>;
}

/**
 * @param member the status for a user in the author's group; the same as for `annotator` if the item doesn't belong to
 *   that group
 */
export function members(
  reader: number,
  annotator: number,
  author: number,
  editor: number,
  owner: number,
  member: number = annotator,
): Record<CallerName, number> {
  return { ...NOBODY_OUTSIDE, reader, annotator, member, author, editor, owner };
}
