import type { Database } from "@/lib/db/database";
import type { Caller } from "./people";
import { forgetSingletons, workOn } from "./singletons";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const ORIGIN = "http://127.0.0.1:3000";

/** Makes route handlers use a test's database. Sessions from `makeCaller` are valid in it. */
export function serve(db: Database): void {
  workOn(db);
  forgetSingletons("library", "listed-highlights", "visible-highlights");
}

interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls a route handler as a user's browser would. */
export async function call<T>(
  handler: Handler,
  { cookie }: Pick<Caller, "cookie">,
  { params, query, body, headers: more }: Sent = {},
): Promise<{ status: number; body: T; text: string }> {
  const headers = { host: "127.0.0.1:3000", origin: ORIGIN, cookie, ...more };
  const request = new Request(`${ORIGIN}/?${new URLSearchParams(query)}`, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params ?? {}) });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text), text };
}
