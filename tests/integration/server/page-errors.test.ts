import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { onRequestError } from "@/instrumentation";
import { UserError } from "@/lib/errors";

const told: unknown[] = [];
const hear = (trouble: unknown) => void told.push(trouble);

beforeEach(() => {
  told.length = 0;
  vi.stubEnv("NEXT_RUNTIME", "nodejs");
  subscribe("concord:trouble", hear);
});
afterEach(() => {
  unsubscribe("concord:trouble", hear);
  vi.unstubAllEnvs();
});

const RETRY_AFTER = 10;

/** The server and its pages are separate bundles, each with its own copy of the class. */
class OtherUserError extends Error {
  override name = "UserError";
  code = "too-many-jobs";
  status = 503;
  retryAfter = RETRY_AFTER;
}

it.each([
  [
    "everyone's tasks exceed the limit",
    new UserError("too-many-jobs.all", {}, RETRY_AFTER),
    { code: "too-many-jobs", message: "Concord is busy. Try again in a moment.", retryAfter: RETRY_AFTER },
  ],
  [
    "a user's tasks exceed the limit",
    new UserError("too-many-jobs.own", {}, RETRY_AFTER),
    { code: "too-many-jobs", message: expect.stringMatching(/^Several of your files/u), retryAfter: RETRY_AFTER },
  ],
  [
    "another bundle reports it",
    new OtherUserError("Busy."),
    { code: "too-many-jobs", message: "Busy.", retryAfter: RETRY_AFTER },
  ],
  [
    "the database is unavailable",
    Object.assign(new Error("Connection terminated unexpectedly"), { code: "P1001" }),
    expect.objectContaining({ code: "database-away", retryAfter: 5 }),
  ],
])("a page that fails because %s gets an error page with the reason", async (_, error, trouble) => {
  await fails(error);
  expect(told).toEqual([trouble]);
});

it.each([
  ["a bug", new TypeError("x is not a function")],
  ["a missing page", new UserError("no-such-report")],
])("a page that fails because of %s is handled by the app", async (_, error) => {
  await fails(error);
  expect(told).toEqual([]);
});

async function fails(error: Error): Promise<void> {
  const request = { path: "/notes", method: "GET", headers: {} };
  await onRequestError(error, request, {
    routerKind: "App Router",
    routePath: "/notes",
    routeType: "render",
    renderSource: "react-server-components",
    revalidateReason: undefined,
  });
}
