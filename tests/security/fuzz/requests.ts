import fc from "fast-check";
import { z } from "zod";
import { type RouteSpec, specOf } from "@/app/_http/handler";
import { PERMISSIONS } from "../../integration/routes/permissions";
import { CALLERS, type World } from "../../integration/routes/world";
import { broken, DEEP_JSON, type JsonSchema, oddText, valuesOf } from "./values";

/** A request as sent over the wire. */
export interface HostileRequest {
  /** The caller. This is anyone but the author, because the responses are searched for the author's secrets. */
  caller: keyof World["cookies"];
  method: string;
  /** The path and query of the URL, which may be invalid. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
  /** Whether only half of the body is sent before the connection stalls. */
  isCut: boolean;
}

export interface HostileRoute {
  route: string;
  method: string;
  spec: RouteSpec;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "LOCK"];
/** More requests come from callers with access than from callers without access. */
const OTHERS = CALLERS.filter((name) => name !== "author" && name !== "member").flatMap((name) =>
  ["anonymous", "expired", "removed"].includes(name) ? name : [name, name, name],
);
const TYPES = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "application/json; charset=utf-16",
  "text/html",
  "",
  "application/json, text/plain",
];
const PAGES = [
  "/",
  "/signin",
  "/setup",
  "/join/x",
  "/p/x",
  "/reset/x",
  "/r/x",
  "/r/made-up",
  "/notes",
  "/team",
  "/settings",
  "/inbox",
  "/deleted",
  "/add",
  "/api",
  "/api/nothing",
  "/_next/static/x.js",
  "/favicon.ico",
  "/%2e%2e/%2e%2e/etc/passwd",
  "//evil.example/",
  "/\\evil.example",
];
/** Headers that our code or Next.js reads. */
const HEADERS = [
  "cookie",
  "idempotency-key",
  "concord-person",
  "last-event-id",
  "if-none-match",
  "x-forwarded-for",
  "x-forwarded-host",
  "authorization",
  "range",
  "content-encoding",
  "expect",
  "rsc",
  "next-action",
  "next-router-state-tree",
  "x-middleware-subrequest",
  "x-concord-path",
  "accept",
  "content-security-policy",
];

/** All routes that use the wrapper, with their schemas. */
export function hostileRoutes(modules: Iterable<[string, Record<string, unknown>]>): HostileRoute[] {
  return [...modules].flatMap(([route, module]) =>
    Object.entries(module).flatMap(([method, handler]) => {
      const spec = typeof handler === "function" ? specOf(handler as Parameters<typeof specOf>[0]) : undefined;
      return spec ? [{ route, method, spec }] : [];
    }),
  );
}

/** Requests to a route: well-formed, almost well-formed, and malformed. */
export function requestsTo({ route, method, spec }: HostileRoute, world: World): fc.Arbitrary<HostileRequest> {
  const known = namesIn(world);
  const rows = PERMISSIONS.filter((row) => row.route === route && row.method === method);
  const fromRow = fc.constantFrom(...rows).map((row) => row.send?.(world) ?? {});
  const part = (schema: RouteSpec["body"], made: unknown) => {
    const asTyped = schema
      ? valuesOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema, known)
      : fc.constant(undefined);
    return fc.oneof(fc.constant(made), asTyped, broken(made ?? {}));
  };
  return fromRow.chain(({ params, query, body, headers: own }) =>
    fc
      .record({
        caller: fc.constantFrom(...OTHERS),
        method: fc.oneof(
          { weight: 9, arbitrary: fc.constant(method) },
          { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
        ),
        params: part(spec.params, params),
        query: part(spec.query, query),
        tail: fc.oneof(
          { weight: 9, arbitrary: fc.constant("") },
          { weight: 1, arbitrary: fc.constantFrom("&q=1&q=2", "&%zz", "&a[b]=1", `&${"a=1&".repeat(2_000)}`, "#x") },
        ),
        body: spec.body ? bytesOf(part(spec.body, body)) : fc.oneof(fc.constant(null), bytesOf(fc.constant({}))),
        type: fc.oneof(
          { weight: 9, arbitrary: fc.constant("application/json") },
          { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
        ),
        header: oddHeader,
        isCut: fc.oneof({ weight: 97, arbitrary: fc.constant(false) }, { weight: 3, arbitrary: fc.constant(true) }),
      })
      .map(({ params, query, tail, type, header, ...rest }) => ({
        ...rest,
        path: `${fill(route, params)}?${asQuery(query)}${tail}`,
        headers: { "content-type": type, ...own, ...header },
      })),
  );
}

/** Requests for pages, and for unknown paths. */
export const requestsToPages: fc.Arbitrary<HostileRequest> = fc.record({
  caller: fc.constantFrom(...OTHERS),
  method: fc.oneof({ weight: 4, arbitrary: fc.constant("GET") }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) }),
  path: fc
    .tuple(fc.constantFrom(...PAGES), fc.constantFrom("", "?q=", "?from=", "?problem=", "?_rsc="), oddText)
    .map(([page, key, text]) => `${page}${key}${key && encode(text).slice(0, 4_000)}`),
  headers: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom(...HEADERS), fc.constantFrom("1", "*", "a".repeat(3_000)), { maxKeys: 3 }),
  ),
  body: fc.constant(null),
  isCut: fc.constant(false),
});

const oddHeader: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom(...HEADERS),
      fc.oneof(
        fc.constantFrom("", "1", "*", "gzip", "bytes=0-", "a".repeat(5_000), "next-auth.session-token=x"),
        fc.string({ unit: "grapheme-ascii", maxLength: 40 }),
      ),
      { maxKeys: 3 },
    ),
  },
);

function bytesOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> {
  const json = value.map((each) => Buffer.from(JSON.stringify(each) ?? ""));
  return fc.oneof(
    { weight: 20, arbitrary: json },
    { weight: 1, arbitrary: json.map((bytes) => bytes.subarray(0, bytes.length / 2)) },
    { weight: 1, arbitrary: json.map((bytes) => Buffer.concat([bytes, bytes])) },
    { weight: 1, arbitrary: json.map((bytes) => Buffer.from(bytes.toString(), "utf16le")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...DEEP_JSON, "", "null", '{"a":1,"a":2}', `"${"a".repeat(300_000)}"`)
        .map((text) => Buffer.from(text)),
    },
  );
}

/** Ids and names in the world, with which requests refer to existing items. */
function namesIn(world: World): string[] {
  const said = JSON.stringify(world);
  return [...new Set(said.match(/[0-9a-f]{8}-[0-9a-f-]{27}/gu)), world.slug, world.token];
}

function fill(route: string, params: unknown): string {
  const values = typeof params === "object" && params !== null ? (params as Record<string, unknown>) : {};
  return route.replaceAll(
    /\[(\w+)\]/gu,
    (_, name: string) => encode(asText(values[name] ?? "x")).slice(0, 2_000) || "%20",
  );
}

function asQuery(query: unknown): string {
  if (typeof query !== "object" || query === null) return "";
  return Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(asText(value))}`)
    .join("&")
    .slice(0, 8_000);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Like `encodeURIComponent`, but accepts lone surrogates. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}
