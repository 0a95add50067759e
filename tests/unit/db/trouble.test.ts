import { expect, it } from "vitest";
import { troubleOf } from "@/lib/db/trouble";

/** As Prisma hands on what a driver has said. */
function handedOn(cause: object): Error {
  return Object.assign(new Error("Invalid `prisma.note.create()` invocation"), { code: "P2010", cause });
}

it.each<[string, unknown, string]>([
  ["SQLite’s full disk", handedOn({ kind: "sqlite", message: "database or disk is full" }), "disk-full"],
  [
    "PostgreSQL’s",
    handedOn({ kind: "postgres", originalMessage: "could not extend file: No space left on device" }),
    "disk-full",
  ],
  ["a file that may only be read", new Error("attempt to write a readonly database"), "read-only"],
  ["a damaged file", new Error("x", { cause: new Error("database disk image is malformed") }), "database-damaged"],
  ["a query that is given up", new Error("canceling statement due to statement timeout"), "database-slow"],
  ["a server that is gone", handedOn({ kind: "DatabaseNotReachable", host: "db" }), "database-away"],
  ["a connection that broke", new Error("Connection terminated unexpectedly"), "database-away"],
  ["a connection that broke under a statement", new Error("Server has closed the connection."), "database-away"],
  [
    "a server that looks through what it had written",
    new Error("Database error. Code: `57P03`. Message: `the database system is not yet accepting connections`"),
    "database-away",
  ],
  ["one that recovers", new Error("the database system is in recovery mode"), "database-away"],
  [
    "an address with several numbers",
    new AggregateError([Object.assign(new Error("connect"), { code: "ECONNREFUSED" })]),
    "database-away",
  ],
])("knows %s, and says what was not done", (_, error, code) => {
  expect(troubleOf(error)).toMatchObject({ code, status: 503, message: expect.stringMatching(/so nothing was/u) });
});

it.each([[new TypeError("x is not a function")], [handedOn({ kind: "UniqueConstraintViolation" })], ["text"], [null]])(
  "takes %s for a bug",
  (error) => {
    expect(troubleOf(error)).toBeNull();
  },
);
