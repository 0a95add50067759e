import "server-only";
import { UserError } from "../errors";

/** In seconds. */
const RETRY_AFTER = 5;

/** How deep causes of causes are looked at. */
const MAX_CAUSES = 4;

/**
 * What SQLite, PostgreSQL and their drivers say where the database cannot do its work, and what is to be said of it. Nothing that was
 * asked for is done then: changes are made in transactions.
 */
const TROUBLES: readonly { said: RegExp; code: string; message: string; retryAfter?: number }[] = [
  {
    // SQLITE_FULL; SQLSTATE 53100.
    said: /database or disk is full|no space left on device/iu,
    code: "disk-full",
    message: "The disk of the server is full, so nothing was saved. Whoever runs this Concord must make room on it.",
  },
  {
    // SQLITE_READONLY; SQLSTATE 25006.
    said: /attempt to write a readonly database|cannot execute \w+ in a read-only transaction/iu,
    code: "read-only",
    message:
      "The server may only read its database, so nothing was saved. Whoever runs this Concord must make it writable.",
  },
  {
    // SQLITE_CORRUPT; SQLSTATE XX001.
    said: /database disk image is malformed|invalid page in block/iu,
    code: "database-damaged",
    message: "The database is damaged, so nothing was done. Whoever runs this Concord must put back the last backup.",
  },
  {
    // SQLSTATE 57014.
    said: /canceling statement due to statement timeout/iu,
    code: "database-slow",
    message: "The database took too long, so nothing was done. Ask for less, or try again in a little while.",
  },
  {
    // SQLSTATE 57P01, 57P03, and what the driver, its pool and Prisma say of connections.
    said: /terminating connection|the database system is (?:starting up|shutting down|in recovery mode|not (?:yet )?accepting connections)|connection terminated|ECONNREFUSED|ECONNRESET|server (?:has )?closed the connection|Can't reach database server|connection timeout|\b(?:DatabaseNotReachable|ConnectionClosed)\b/iu,
    code: "database-away",
    message: "The database cannot be reached at the moment, so nothing was done. Try again in a little while.",
    retryAfter: RETRY_AFTER,
  },
  {
    // SQLITE_BUSY; SQLSTATE 53300; a pool all of whose connections are in use; Prisma's P1008, P2024 and P2028, which is a transaction that
    // waited or worked too long, or one that was rolled back for that and is asked for more.
    said: /database is locked|too many clients already|remaining connection slots are reserved|timeout exceeded when trying to connect|\b(?:P1008|P2024|P2028|SocketTimeout|TooManyConnections)\b/u,
    code: "overloaded",
    message: "Concord has too much to do at the moment, so nothing was done. Try again in a few seconds.",
    retryAfter: RETRY_AFTER,
  },
];

/** What to tell a person of an error of the database that is no bug (503); null for all others. */
export function databaseErrorOf(error: unknown): UserError | null {
  const said = allSaid(error, 0).join("\n");
  const trouble = TROUBLES.find((each) => each.said.test(said));
  return trouble ? new UserError(trouble.code, trouble.message, 503, trouble.retryAfter) : null;
}

/** Drivers say it in a message, and Prisma's adapters in fields of a cause. */
function allSaid(error: unknown, depth: number): string[] {
  if (typeof error !== "object" || error === null || depth > MAX_CAUSES) return [];
  const fields = ["message", "code", "kind", "originalMessage"].map((name) => Reflect.get(error, name));
  const inner = [Reflect.get(error, "cause"), ...(error instanceof AggregateError ? error.errors : [])];
  return [...fields.filter((field) => typeof field === "string"), ...inner.flatMap((each) => allSaid(each, depth + 1))];
}
