import { expect, it } from "vitest";
import { databaseErrorOf } from "@/lib/db/database-errors";

/** An error as Prisma creates it, with the database driver's message. */
function handedOn(cause: object): Error {
  return Object.assign(new Error("Invalid `prisma.note.create()` invocation"), { code: "P2010", cause });
}

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

it.each<[string, unknown, string]>([
  ["SQLite’s full disk", handedOn({ kind: "sqlite", message: "database or disk is full" }), "disk-full"],
  [
    "PostgreSQL’s full disk",
    handedOn({ kind: "postgres", originalMessage: "could not extend file: No space left on device" }),
    "disk-full",
  ],
  ["a read-only file", new Error("attempt to write a readonly database"), "read-only"],
  ["a damaged file", new Error("x", { cause: new Error("database disk image is malformed") }), "database-damaged"],
  ["a cancelled query", new Error("canceling statement due to statement timeout"), "database-slow"],
  ["an unreachable server", handedOn({ kind: "DatabaseNotReachable", host: "db" }), "database-away"],
  ["a broken connection", new Error("Connection terminated unexpectedly"), "database-away"],
  ["a connection that broke during a statement", new Error("Server has closed the connection."), "database-away"],
  [
    "a server that is recovering after a crash",
    new Error("Database error. Code: `57P03`. Message: `the database system is not yet accepting connections`"),
    "database-away",
  ],
  ["a server in recovery", new Error("the database system is in recovery mode"), "database-away"],
  [
    "a host with several addresses",
    new AggregateError([Object.assign(new Error("connect"), { code: "ECONNREFUSED" })]),
    "database-away",
  ],
  ["a server that does not respond", new Error("Connection terminated due to connection timeout"), "database-away"],
  [
    "a transaction that waited too long",
    coded("P2028", "Unable to start a transaction in the given time."),
    "overloaded",
  ],
  [
    "a transaction that took too long",
    coded("P2028", "Transaction already closed: A commit cannot be executed"),
    "overloaded",
  ],
  ["a pool whose connections are all in use", new Error("timeout exceeded when trying to connect"), "overloaded"],
  [
    "one of Prisma’s errors",
    coded("P2024", "Timed out fetching a new connection from the connection pool."),
    "overloaded",
  ],
  ["a file that another process is writing to", handedOn({ kind: "SocketTimeout" }), "overloaded"],
  ["a server with too many connections", new Error("sorry, too many clients already"), "overloaded"],
])("recognizes %s, and explains what has not been done", (_, error, code) => {
  expect(databaseErrorOf(error)).toMatchObject({
    code,
    status: 503,
    message: expect.stringMatching(/so nothing was/u),
  });
});

it.each([[new TypeError("x is not a function")], [handedOn({ kind: "UniqueConstraintViolation" })], ["text"], [null]])(
  "treats %s as a bug",
  (error) => {
    expect(databaseErrorOf(error)).toBeNull();
  },
);

it("sets a retry time if retrying can help", () => {
  expect(databaseErrorOf(coded("P2028", "x"))?.retryAfter).toBeGreaterThan(0);
  expect(databaseErrorOf(new Error("Connection terminated unexpectedly"))?.retryAfter).toBeGreaterThan(0);
  expect(databaseErrorOf(new Error("database or disk is full"))?.retryAfter).toBeUndefined();
});
