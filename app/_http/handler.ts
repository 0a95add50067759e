import { randomUUID } from "node:crypto";
import { z } from "zod";
import { actorOfToken } from "@/lib/accounts/api-tokens";
import type { Scope } from "@/lib/accounts/limits";
import type { Actor } from "@/lib/accounts/policy";
import { databaseErrorOf } from "@/lib/db/database-errors";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { type RawBody, validate } from "@/lib/json-body";
import { log } from "@/lib/log";
import { BODY_BYTES } from "@/lib/server/request-limits.mjs";
import { cancellable } from "@/lib/workers/cancellation";
import { clientAddress } from "./address";
import { isForm, readForm, readJson, readRaw } from "./body";
import { cancelled } from "./cancelled";
import { clientOf } from "./client";
import { requireOwnOrigin } from "./origin";
import { type Cost, costOf, limitAddress, limitPerson } from "./rate-limits";
import { NO_CONTENT, securityHeaders } from "./security-headers";
import { actorOf, refusalOf } from "./session-cookie";

/** Who may call: anybody, or only people with a session. What they may do is the policy's to say. */
type Access = "public" | "member";

interface Spec<A extends Access, Query, Params, Body> {
  access: A;
  /** What an API token must be for to call this, where a program may. Without it only people with a session may call. */
  scope?: A extends "member" ? Scope : never;
  /** What the address asks for after "?". */
  query?: z.ZodType<Query>;
  /** The named parts of the path. */
  params?: z.ZodType<Params>;
  /** The JSON that is sent. A route that names none does not read any. */
  body?: z.ZodType<Body>;
  /** The JSON that is sent, where it is long: `run` is given its bytes, and has a worker parse and validate them. */
  rawBody?: z.ZodType;
  /** Media types of JSON that are taken; application/json where it says nothing. */
  types?: readonly string[];
  /** Headers of all answers, also of errors, that do not have them otherwise. */
  headers?(requestId: string): Record<string, string>;
  /** Bytes of the body; 256 KB by default. Our HTTP server refuses more, as it is told by the build. */
  maxBytes?: number;
  /** How long anybody waits for its answer, in milliseconds; a minute where it says nothing. */
  timeLimit?: number;
  /** What a call counts as, of what one person may ask for at once; "read" or "write" by its method where it says nothing. */
  cost?: Cost;
  /**
   * For a route that a page's own form calls where the page's scripts have not come yet: answers the path of the page to
   * go back to with an error's code. Without it only JSON is read.
   */
  formPage?(fields: Record<string, string>, path: string): string;
}

interface Call<A extends Access, Query, Params, Body> {
  /** Who calls; nobody is looked up for a public route. */
  actor: A extends "member" ? Actor : null;
  db: Awaited<ReturnType<typeof getDatabase>>;
  query: Query;
  params: Params;
  body: Body;
  /** What was sent, where the route has a `rawBody`. */
  raw: RawBody;
  request: Request;
  requestId: string;
}

/** How long anybody waits for an answer, in milliseconds, where a route does not say otherwise. Reading an upload has its own limit, which is less. */
const TIME_LIMIT = 60_000;

/** A save has a UUID for its name. */
const SAVE_KEY = z.uuid().nullable();

type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** What a route says of itself. */
export interface RouteSpec {
  access: Access;
  maxBytes: number;
  query: z.ZodType | null;
  params: z.ZodType | null;
  body: z.ZodType | null;
}

const wrapped = new WeakMap<RouteHandler, RouteSpec>();

/** Who may call a route handler, and with what; undefined for one that `handler` did not make. */
export function specOf(route: RouteHandler): RouteSpec | undefined {
  return wrapped.get(route);
}

/**
 * Wraps every route handler: gives the request an id, refuses what comes from another site, finds out who calls, parses
 * what came, and answers errors in one form, `{error: {code, message, requestId}}`. What is not a `UserError` is a bug: it is
 * logged with the id that the person sees.
 *
 * @param run returns a `Response`, or a value to be sent as JSON
 */
export function handler<A extends Access, Query = undefined, Params = undefined, Body = undefined>(
  spec: Spec<A, Query, Params, Body>,
  run: (call: Call<A, Query, Params, Body>) => Promise<unknown>,
): RouteHandler {
  const route: RouteHandler = async (request, context) => {
    const requestId = randomUUID();
    const response = await answer(spec, run, request, context, requestId).catch((error: unknown) =>
      errorResponse(error, requestId),
    );
    response.headers.set("X-Request-Id", requestId);
    // RFC 9110, 15.5.2: who may come with a token is told so.
    if (response.status === 401 && spec.scope && !response.headers.has("WWW-Authenticate")) {
      response.headers.set("WWW-Authenticate", 'Bearer realm="Concord"');
    }
    for (const [name, value] of Object.entries({
      "Cache-Control": "private, no-store",
      "Content-Security-Policy": NO_CONTENT,
      ...securityHeaders(new URL(request.url).pathname),
      ...spec.headers?.(requestId),
    })) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  };
  const { access, maxBytes = BODY_BYTES, query = null, params = null, rawBody = null, body = rawBody } = spec;
  wrapped.set(route, { access, maxBytes, query, params, body });
  return route;
}

/**
 * Answers that something takes too long. It may be done all the same: nothing calls a query of the database back. What a worker has not
 * done by then is dropped, and so it is where the client has gone.
 */
async function inTime<T>(start: () => Promise<T>, limit: number, client: AbortSignal): Promise<T> {
  const cancel = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const tooLong = new UserError(
        "too-long",
        "This takes longer than it should. Look whether it was done before you try again.",
        503,
      );
      cancel.abort(tooLong);
      reject(tooLong);
    }, limit);
  });
  const leave = () => cancel.abort(cancelled());
  client.addEventListener("abort", leave, { once: true });
  return Promise.race([cancellable(cancel.signal, async () => start()), late]).finally(() => {
    clearTimeout(timer);
    client.removeEventListener("abort", leave);
  });
}

async function answer<A extends Access, Query, Params, Body>(
  spec: Spec<A, Query, Params, Body>,
  run: (call: Call<A, Query, Params, Body>) => Promise<unknown>,
  request: Request,
  context: { params: Promise<unknown> },
  requestId: string,
): Promise<Response> {
  const secret = bearerOf(request.headers);
  if (spec.access === "member") requireCredentials(request);
  // A page of another site cannot make a browser send a token, as it can a cookie.
  if (secret === null || spec.access === "public") requireOwnOrigin(request);
  limitAddress(clientAddress(request.headers));
  const actor = (spec.access === "member" ? await requireActor(request, secret, spec.scope) : null) as Call<
    A,
    never,
    never,
    never
  >["actor"];
  if (actor) limitPerson(actor.id, spec.cost ?? costOf(request.method));
  const { pathname, searchParams } = new URL(request.url);
  const query = parse(spec.query, readQuery(searchParams));
  const params = parse(spec.params, await context.params);
  const { maxBytes = BODY_BYTES, types, formPage } = spec;
  const fields = formPage && isForm(request) ? await readForm(request, maxBytes) : null;
  try {
    const body = parse(spec.body, spec.body && (fields ?? (await readJson(request, maxBytes, types))));
    const raw = spec.rawBody ? await readRaw(request, maxBytes, types) : NO_BODY;
    const db = await getDatabase();
    const result = await inTime(
      () => run({ actor, db, query, params, body, raw, request, requestId }),
      spec.timeLimit ?? TIME_LIMIT,
      request.signal,
    );
    return result instanceof Response ? result : Response.json(result);
  } catch (error) {
    if (!fields || !formPage || !(error instanceof UserError)) throw error;
    return seeOther(withProblem(formPage(fields, pathname), error.code));
  }
}

/** Who calls, and which save the request makes, where it names one (`Idempotency-Key`). */
async function requireActor(request: Request, secret: string | null, scope: Scope | undefined): Promise<Actor> {
  const { headers } = request;
  const actor = secret === null ? await requireSession(headers) : await requireToken(secret, scope);
  const saveKey = parse(SAVE_KEY, headers.get("idempotency-key"));
  return { ...actor, client: clientOf(headers), ...(saveKey !== null && { saveKey }) };
}

/**
 * The person whose session the request's cookie names. A request may name whose page has sent it (`Concord-Person`: an e-mail address,
 * percent-encoded), since somebody else may have signed in in the same browser by then.
 *
 * @throws UserError `session-ended` (401), or `access-ended` (401) for who is not in the team any more
 */
async function requireSession(headers: Headers): Promise<Actor> {
  const cookie = headers.get("cookie");
  const actor = await actorOf(cookie);
  if (!actor) throw await refusalOf(cookie);
  const person = headers.get("concord-person");
  if (person === null || person === encodeURIComponent(actor.email)) return actor;
  throw new UserError("session-ended", "You are signed out. Sign in to go on.", 401);
}

/**
 * The person in whose name a program calls.
 *
 * @param scope what the route asks of a token; undefined where it takes none
 * @throws UserError `no-tokens-here` (403), `bad-token` (401) or `missing-scope` (403)
 */
async function requireToken(secret: string, scope: Scope | undefined): Promise<Actor> {
  if (scope) return actorOfToken(await getDatabase(), secret, scope);
  throw new UserError("no-tokens-here", "This address is for people who are signed in, not for API tokens.", 403);
}

/** Addresses that programs ask, and no page of ours. */
const FOR_PROGRAMS = /^\/api\/(?:v1|annotations)(?:\/|$)/u;

/**
 * Refuses a program that does not say for whom it asks. (A browser has a cookie, also where its session is over: it is told that.)
 *
 * @throws UserError `token-missing` (401)
 */
function requireCredentials({ url, headers }: Pick<Request, "url" | "headers">): void {
  if (bearerOf(headers) !== null || headers.has("cookie") || !FOR_PROGRAMS.test(new URL(url).pathname)) return;
  throw new UserError(
    "token-missing",
    "Send an API token, as “Authorization: Bearer …”. You make one in Concord, under Settings.",
    401,
  );
}

/** The API token of `Authorization: Bearer …` (RFC 6750, 2.1); null where there is no such header. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer +(\S+) *$/iu.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/** @throws UserError `bad-request` where something is said twice: one part of a server would believe the first, another the last */
function readQuery(parameters: URLSearchParams): Record<string, string> {
  const query = Object.fromEntries(parameters);
  if (Object.keys(query).length === parameters.size) return query;
  throw new UserError("bad-request", "The address says something twice after its question mark.");
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  return schema ? validate(schema, value) : (undefined as T);
}

const NO_BODY: RawBody = { chunks: [], hash: "" };

/** What is told of a bug. */
const INTERNAL = { code: "internal", message: "Something went wrong on our side.", status: 500 };

/**
 * The one form of every error.
 *
 * @param beside what the body holds beside the error
 */
export function errorResponse(error: unknown, requestId: string, beside: object = {}): Response {
  const known = error instanceof UserError ? error : databaseErrorOf(error);
  if (known !== error) log.error({ requestId, err: error, why: known?.code }, "a request failed");
  const { code, message, status } = known ?? INTERNAL;
  // A server that ends waits for connections that are kept for more.
  const headers: Record<string, string> = status === 503 ? { Connection: "close" } : {};
  if (known?.retryAfter !== undefined) headers["Retry-After"] = String(known.retryAfter);
  // RFC 6750, 3.1.
  if (code === "bad-token") headers["WWW-Authenticate"] = 'Bearer realm="Concord", error="invalid_token"';
  if (code === "missing-scope") headers["WWW-Authenticate"] = 'Bearer realm="Concord", error="insufficient_scope"';
  return Response.json({ ...beside, error: { code, message, requestId } }, { status, headers });
}

/** Sends a browser on to another of our pages after a form. The address is relative, so no `Host` header gets into it. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } });
}

function withProblem(path: string, code: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ problem: code })}`;
}
