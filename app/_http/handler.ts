import { randomUUID } from "node:crypto";
import { z } from "zod";
import { languageOf } from "@/app/_messages/language-of";
import { sayIn } from "@/app/_messages/say-in";
import { actorOfToken } from "@/lib/accounts/api-tokens";
import type { Scope } from "@/lib/accounts/limits";
import type { Actor } from "@/lib/accounts/policy";
import { EditConflict } from "@/lib/annotations/rules";
import { databaseErrorOf } from "@/lib/db/database-errors";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import type { Say } from "@/lib/errors/fill";
import { sentenceOf } from "@/lib/errors/sentence";
import { type RawBody, validate } from "@/lib/json-body";
import { log } from "@/lib/log";
import { NO_CONTENT } from "@/lib/server/no-content.mjs";
import { BODY_BYTES } from "@/lib/server/request-limits.mjs";
import { cancellable } from "@/lib/workers/cancellation";
import { clientAddress } from "./address";
import { isForm, readForm, readJson, readRaw } from "./body";
import { cancelled } from "./cancelled";
import { clientOf } from "./client";
import { requireOwnOrigin } from "./origin";
import { withProblem } from "./page-problem";
import { type Cost, costOf, limitAddress, limitPerson } from "./rate-limits";
import { securityHeaders } from "./security-headers";
import { actorOf, refusalOf, sessionEnded } from "./session-cookie";

/** Whether a session is required. Authorization is decided in `policy.ts`. */
type Access = "public" | "member";

interface Spec<A extends Access, Query, Params, Body> {
  access: A;
  /** The scope that an API token needs. Without a scope, the route requires a session. */
  scope?: A extends "member" ? Scope : never;
  /**
   * Whether people who must set up a second factor can use the route before they have done so. By default, they can't.
   */
  beforeSetUp?: A extends "member" ? true : never;
  /** Schema of the query parameters. */
  query?: z.ZodType<Query>;
  /** Schema of the path parameters. */
  params?: z.ZodType<Params>;
  /** Schema of the JSON body. If there is none, the body isn't read. */
  body?: z.ZodType<Body>;
  /** Schema of a large JSON body: `run` receives the bytes, and a worker parses and validates them. */
  rawBody?: z.ZodType;
  /** Accepted media types; application/json by default. */
  types?: readonly string[];
  /** Default headers of all responses, including errors. */
  headers?(requestId: string): Record<string, string>;
  /**
   * Maximum body size in bytes; 256 KB by default. The build passes this limit to our HTTP server, which rejects larger
   * bodies.
   */
  maxBytes?: number;
  /**
   * Whether responses are compressed; true by default. Only JSON can be compressed. This excludes streams, files, and
   * responses whose ETag identifies the exact bytes.
   */
  isCompressed?: boolean;
  /** Response timeout in milliseconds; one minute by default. */
  timeLimit?: number;
  /** The rate limit that a call counts towards; by default "read" or "write", depending on the method. */
  cost?: Cost;
  /**
   * Returns the path of the page that shows the problem. This function is needed for native form submissions, which
   * happen before hydration. Without it, the route accepts only JSON.
   */
  formPage?(fields: Record<string, string>, path: string): string;
}

interface Call<A extends Access, Query, Params, Body> {
  /** The calling user; null for public routes. */
  actor: A extends "member" ? Actor : null;
  db: Awaited<ReturnType<typeof getDatabase>>;
  query: Query;
  params: Params;
  body: Body;
  /** The body if the route has a `rawBody`. */
  raw: RawBody;
  request: Request;
  /** Renders problems in the language of the page that sent the request. For programs, that language is English. */
  say: Say;
}

/** Default response timeout in milliseconds. A separate, lower limit applies to reading an upload. */
const TIME_LIMIT = 60_000;

/** Save keys are UUIDs. */
const SAVE_KEY = z.uuid().nullable();

type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** A route's declaration. */
export interface RouteSpec {
  access: Access;
  maxBytes: number;
  isCompressed: boolean;
  query: z.ZodType | null;
  params: z.ZodType | null;
  body: z.ZodType | null;
}

const wrapped = new WeakMap<RouteHandler, RouteSpec>();

/** The declaration of a route handler; undefined if it wasn't created by `handler`. */
export function specOf(route: RouteHandler): RouteSpec | undefined {
  return wrapped.get(route);
}

/**
 * Wraps every route handler: assigns a request id, rejects cross-site requests, authenticates, parses the input, and
 * returns errors as `{error: {code, message, requestId}}`. Any error other than a `UserError` is a bug, and is logged
 * with the request id that the user sees.
 *
 * @param run returns a `Response`, or a value to send as JSON
 */
export function handler<A extends Access, Query = undefined, Params = undefined, Body = undefined>(
  spec: Spec<A, Query, Params, Body>,
  run: (call: Call<A, Query, Params, Body>) => Promise<unknown>,
): RouteHandler {
  const route: RouteHandler = async (request, context) => {
    const requestId = randomUUID();
    const say = isOfProgram(request) ? sentenceOf : await sayIn(languageOf(request.headers));
    const response = await answer(spec, run, request, context, say).catch((error: unknown) =>
      errorResponse(error, requestId, say),
    );
    response.headers.set("X-Request-Id", requestId);
    // According to RFC 9110, 15.5.2, 401 responses must name the accepted authentication scheme.
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
  const { access, maxBytes = BODY_BYTES, isCompressed = true } = spec;
  const { query = null, params = null, rawBody = null, body = rawBody } = spec;
  wrapped.set(route, { access, maxBytes, isCompressed, query, params, body });
  return route;
}

/**
 * Rejects after a timeout. The change may still be completed, because database queries aren't cancelled. Pending work
 * in workers is cancelled, just as it is when the client disconnects.
 */
async function inTime<T>(start: () => Promise<T>, limit: number, client: AbortSignal): Promise<T> {
  const cancel = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const tooLong = new UserError("too-long");
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
  say: Say,
): Promise<Response> {
  const secret = bearerOf(request.headers);
  if (spec.access === "member") requireCredentials(request);
  // Unlike a cookie, a token isn't sent automatically by another site's page.
  if (secret === null || spec.access === "public") requireOwnOrigin(request);
  limitAddress(clientAddress(request.headers));
  const actor = (spec.access === "member" ? await requireActor(request, secret, spec) : null) as Call<
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
      () => run({ actor, db, query, params, body, raw, request, say }),
      spec.timeLimit ?? TIME_LIMIT,
      request.signal,
    );
    return result instanceof Response ? result : Response.json(result);
  } catch (error) {
    if (!fields || !formPage || !(error instanceof UserError)) throw error;
    return seeOther(withProblem(formPage(fields, pathname), error.problem));
  }
}

/** The user who makes the request, and the request's save key, if any (`Idempotency-Key`). */
async function requireActor(
  request: Request,
  secret: string | null,
  { scope, beforeSetUp }: { scope?: Scope; beforeSetUp?: true },
): Promise<Actor> {
  const { headers } = request;
  const actor = secret === null ? await requireSession(headers) : await requireToken(secret, scope);
  if (actor.mustSetUp && !beforeSetUp) throw new UserError("second-factor-required.session");
  const saveKey = parse(SAVE_KEY, headers.get("idempotency-key"));
  return { ...actor, client: clientOf(headers), ...(saveKey !== null && { saveKey }) };
}

/**
 * The session cookie's user. A request may name the user whose page sent it (`Concord-Person`: an email address,
 * percent-encoded), because another user may have signed in with the same browser since then.
 *
 * @throws UserError `session-ended` (401), or `access-ended` (401) for people who are no longer in the team
 */
async function requireSession(headers: Headers): Promise<Actor> {
  const cookie = headers.get("cookie");
  const actor = await actorOf(cookie);
  if (!actor) throw await refusalOf(cookie);
  const person = headers.get("concord-person");
  if (person === null || person === encodeURIComponent(actor.email)) return actor;
  throw sessionEnded();
}

/**
 * An API token's user.
 *
 * @param scope required by the route; undefined if it doesn't accept tokens
 * @throws UserError `no-tokens-here` (403), `bad-token` (401) or `missing-scope` (403)
 */
async function requireToken(secret: string, scope: Scope | undefined): Promise<Actor> {
  if (scope) return actorOfToken(await getDatabase(), secret, scope);
  throw new UserError("no-tokens-here");
}

/** Endpoints for API clients only. Our own pages don't use them. */
const FOR_PROGRAMS = /^\/api\/(?:v1|annotations)(?:\/|$)/u;

function isOfProgram({ url, headers }: Pick<Request, "url" | "headers">): boolean {
  return bearerOf(headers) !== null || FOR_PROGRAMS.test(new URL(url).pathname);
}

/**
 * Rejects API clients without credentials. (Browsers send a cookie even if its session has expired, so they get a
 * different error.)
 *
 * @throws UserError `token-missing` (401)
 */
function requireCredentials({ url, headers }: Pick<Request, "url" | "headers">): void {
  if (bearerOf(headers) !== null || headers.has("cookie") || !FOR_PROGRAMS.test(new URL(url).pathname)) return;
  throw new UserError("token-missing");
}

/** The API token in `Authorization: Bearer …` (RFC 6750, 2.1); null if there is none. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer +(\S+) *$/iu.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/**
 * @throws UserError `bad-request` if a parameter is repeated, because different parts of a server might use different
 *   values of it
 */
function readQuery(parameters: URLSearchParams): Record<string, string> {
  const query = Object.fromEntries(parameters);
  if (Object.keys(query).length === parameters.size) return query;
  throw new UserError("bad-request.repeated");
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  return schema ? validate(schema, value) : (undefined as T);
}

const NO_BODY: RawBody = { chunks: [], hash: "" };

/**
 * Formats every error response. For an edit conflict, the response also contains the current state: `{error, current}`.
 */
function errorResponse(error: unknown, requestId: string, say: Say): Response {
  const known = error instanceof UserError ? error : databaseErrorOf(error);
  if (known !== error) log.error({ requestId, err: error, why: known?.code }, "a request failed");
  const { code, problem, status } = known ?? new UserError("internal.request");
  // Close the connection, because a server that is shutting down would otherwise wait for idle keep-alive connections.
  const headers: Record<string, string> = status === 503 ? { Connection: "close" } : {};
  if (known?.retryAfter !== undefined) headers["Retry-After"] = String(known.retryAfter);
  // RFC 6750, 3.1.
  if (code === "bad-token") headers["WWW-Authenticate"] = 'Bearer realm="Concord", error="invalid_token"';
  if (code === "missing-scope") headers["WWW-Authenticate"] = 'Bearer realm="Concord", error="insufficient_scope"';
  const beside = error instanceof EditConflict ? { current: error.current } : {};
  return Response.json({ ...beside, error: { code, message: say(problem), requestId } }, { status, headers });
}

/**
 * Redirects a browser to another of our pages after a form submission. The URL is relative, so it can't contain a host
 * name from a forged `Host` header.
 */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } });
}
