import path from "node:path";
import { beforeEach } from "vitest";
import { createToken } from "@/lib/accounts/api-tokens";
import type { Scope } from "@/lib/accounts/limits";
import { authorize } from "@/lib/accounts/policy";
import { root } from "@/lib/cli/root.mjs";
import type { Database } from "@/lib/db/database";
import { useContentFolder } from "../support/content-folder";
import type { DatabaseContext } from "../support/databases";
import type { Caller } from "../support/people";
import { markdownOf, SLUG, storeReport } from "../support/reports";
import { useTeam } from "../support/team";

export const ORIGIN = "http://127.0.0.1:3000";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

export interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Null if the response has no body. */
  body: unknown;
}

/** Creates an API token for a user. */
export async function tokenOf(db: Database, { actor }: Caller, scopes: Scope[] = ["read", "write"]): Promise<string> {
  const wanted = { name: "A program", scopes, days: null };
  return (await createToken(db, authorize(actor, "token.create", null), wanted)).secret;
}

/**
 * Before each test of a suite, creates a report with these paragraphs, and two users with a token each.
 *
 * @returns objects like those of `useTeam`
 */
export function useProgramsOf(context: DatabaseContext, paragraphs: readonly string[]) {
  const shelf = useContentFolder();
  const { ann, bob } = useTeam(context, { ann: ["annotator", "Ann"], bob: ["annotator", "Bob"] });
  const tokens = { ann: "", bob: "" };
  beforeEach(async () => {
    await shelf.put(SLUG, markdownOf(...paragraphs));
    await storeReport(context.db(), ...paragraphs);
    tokens.ann = await tokenOf(context.db(), ann);
    tokens.bob = await tokenOf(context.db(), bob);
  });
  return { ann, bob, tokens };
}

/**
 * Calls a route handler as a program does: with a token and no cookie.
 *
 * @param route a path with parameters, written as in the folder names
 */
export async function ask(
  token: string | null,
  method: string,
  route: string,
  { params = {}, query = {}, body, headers: more = {} }: Asked = {},
): Promise<Answer> {
  const module: Partial<Record<string, Handler>> = await import(path.join(root, "app", route, "route.ts"));
  const handler = module[method];
  if (!handler) throw new Error(`There is no ${method} ${route}.`);
  const headers = {
    host: "127.0.0.1:3000",
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { "content-type": "application/json" }),
    ...more,
  };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const address = `${ORIGIN}${route.replace(/\[(\w+)\]/gu, (_, name: string) => params[name] ?? "")}`;
  const request = new Request(`${address}?${new URLSearchParams(query)}`, {
    method,
    headers,
    ...(body !== undefined && { body: text }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const answered = await response.text();
  return { status: response.status, headers: response.headers, body: answered === "" ? null : JSON.parse(answered) };
}
