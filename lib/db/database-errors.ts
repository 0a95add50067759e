import "server-only";
import { UserError } from "../errors";

/** `Retry-After`, in seconds. */
const RETRY_AFTER = 5;

/** Maximum depth of nested causes to search. */
const MAX_CAUSES = 4;

type TroubleKey =
  | "disk-full"
  | "read-only"
  | "database-damaged.operator"
  | "database-slow"
  | "database-away.unreachable"
  | "overloaded";

/**
 * The messages of SQLite, PostgreSQL and their drivers for operational failures, with the corresponding user errors.
 * Nothing was saved in these cases, because changes are made in transactions.
 */
const TROUBLES: readonly { said: RegExp; key: TroubleKey; retryAfter?: number }[] = [
  {
    // SQLITE_FULL; SQLSTATE 53100.
    said: /database or disk is full|no space left on device/iu,
    key: "disk-full",
  },
  {
    // SQLITE_READONLY; SQLSTATE 25006.
    said: /attempt to write a readonly database|cannot execute \w+ in a read-only transaction/iu,
    key: "read-only",
  },
  {
    // SQLITE_CORRUPT; SQLSTATE XX001.
    said: /database disk image is malformed|invalid page in block/iu,
    key: "database-damaged.operator",
  },
  {
    // SQLSTATE 57014.
    said: /canceling statement due to statement timeout/iu,
    key: "database-slow",
  },
  {
    // SQLSTATE 57P01, 57P03, and connection errors of the driver, its pool and Prisma.
    said: /terminating connection|the database system is (?:starting up|shutting down|in recovery mode|not (?:yet )?accepting connections)|connection terminated|ECONNREFUSED|ECONNRESET|server (?:has )?closed the connection|Can't reach database server|connection timeout|\b(?:DatabaseNotReachable|ConnectionClosed)\b/iu,
    key: "database-away.unreachable",
    retryAfter: RETRY_AFTER,
  },
  {
    // SQLITE_BUSY; SQLSTATE 53300; an exhausted pool; Prisma's P1008, P2024 and P2028: a transaction that waited or ran
    // for too long, or a query in a transaction that was rolled back for this reason.
    said: /database is locked|too many clients already|remaining connection slots are reserved|timeout exceeded when trying to connect|\b(?:P1008|P2024|P2028|SocketTimeout|TooManyConnections)\b/u,
    key: "overloaded",
    retryAfter: RETRY_AFTER,
  },
];

/** The user error (503) for an operational database failure; null for all other errors. */
export function databaseErrorOf(error: unknown): UserError | null {
  const said = allSaid(error, 0).join("\n");
  const trouble = TROUBLES.find((each) => each.said.test(said));
  return trouble ? new UserError(trouble.key, {}, trouble.retryAfter) : null;
}

/** All text in an error. Drivers put it in the message, and Prisma's adapters in the fields of a cause. */
function allSaid(error: unknown, depth: number): string[] {
  if (typeof error !== "object" || error === null || depth > MAX_CAUSES) return [];
  const fields = ["message", "code", "kind", "originalMessage"].map((name) => Reflect.get(error, name));
  const inner = [Reflect.get(error, "cause"), ...(error instanceof AggregateError ? error.errors : [])];
  return [...fields.filter((field) => typeof field === "string"), ...inner.flatMap((each) => allSaid(each, depth + 1))];
}
