import { CALLERS, type CallerName, type World } from "../world";

/** What is sent to a route. */
export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Permission {
  /** As the folders say it. */
  route: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** Which case this is, where a route has several. */
  of?: string;
  send?(world: World): Sent;
  expected: Record<CallerName, number>;
  /** What an answer that is no error says of being kept, where that is not `private, no-store`. */
  caching?: string;
}

const NOBODY_OUTSIDE = { anonymous: 401, expired: 401, removed: 401 };

/** Everybody is answered the same. */
export function everyone(status: number): Record<CallerName, number> {
  return Object.fromEntries(CALLERS.map((name) => [name, status])) as Record<CallerName, number>;
}

/** @param member who is in the author's group; the same as an annotator where the thing is not for that group */
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
