import { randomUUID } from "node:crypto";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { specOf } from "@/app/_http/handler";
import { declarations } from "@/app/_http/request-policy";
import { requestPolicy } from "@/lib/server/request-policy.mjs";
import { describeDatabases } from "../support/databases";
import { API, ask, files, type Handler, loadModules, modules, ORIGIN } from "./asking";
import { PERMISSIONS, type Permission, type Sent } from "./permissions";
import { CALLERS, type CallerName, GROUP_NAME, GROUP_SECRET, SECRET, type World } from "./world";
import { useWorlds } from "./worlds";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
/** Headers of requests that don't come from our pages. */
const FOREIGN: Record<string, string>[] = [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, {}];
/** A word of the same length as the secrets that doesn't occur anywhere. */
const NOWHERE = "zyxwvut";

function hiddenFrom(caller: CallerName): string[] {
  if (caller === "author") return [];
  if (caller === "member") return [SECRET];
  return caller === "owner" ? [SECRET, GROUP_SECRET] : [SECRET, GROUP_SECRET, GROUP_NAME];
}

beforeAll(loadModules);

describe("routes", () => {
  it("are found", () => {
    expect(files.size).toBeGreaterThan(10);
    for (const file of files.values()) expect(file.startsWith(`${API}${path.sep}`), file).toBe(true);
  });

  it("all use the wrapper", () => {
    const bare = [...modules].flatMap(([route, module]) =>
      METHODS.filter((method) => module[method] && !specOf(module[method])).map((method) => `${method} ${route}`),
    );
    expect(bare).toEqual([]);
  });

  it("all have a row that defines who can call them, and every row has a route", () => {
    const there = [...modules].flatMap(([route, module]) =>
      METHODS.filter((method) => module[method]).map((method) => `${method} ${route}`),
    );
    const rows = new Set(PERMISSIONS.map(({ method, route }) => `${method} ${route}`));
    expect([...rows].sort()).toEqual(there.sort());
  });

  it("are known to the HTTP server, with their methods, body limits and compression", async () => {
    const { methodsAt, bytesAt, isCompressedAt, maxBytes } = requestPolicy(await declarations());
    for (const [route, module] of modules) {
      const address = route.replaceAll(/\[\w+\]/gu, "x");
      const own = METHODS.filter((method) => module[method]);
      const implied = own.includes("GET") ? ["HEAD"] : [];
      expect([route, ...methodsAt(address)]).toEqual([route, ...new Set([...own, ...implied].sort())]);
      const sizes = own.map((method) => specOf(module[method] as Handler)?.maxBytes ?? 0);
      expect([route, bytesAt(address)]).toEqual([route, Math.max(...sizes)]);
      expect(maxBytes).toBeGreaterThanOrEqual(Math.max(...sizes));
    }
    const asSent = [...modules.keys()].filter((route) => !isCompressedAt(route.replaceAll(/\[\w+\]/gu, "x")));
    expect(asSent.sort()).toEqual([
      "/api/annotations",
      "/api/annotations/[id]",
      "/api/editions/[id]/pages/[page]",
      "/api/events",
      "/api/highlights/[id]/picture",
      "/api/metrics",
      "/api/notes/export",
      "/api/passages/[token]/picture",
      "/api/passages/[token]/pictures/[picture]",
      "/api/passages/[token]/places/[passage]",
      "/api/public/[slug]/pictures/[picture]",
      "/api/sources/[id]",
      "/api/sources/[id]/pictures/[picture]",
      "/api/v1/notes/[id]",
    ]);
    expect(isCompressedAt("/api/docs")).toBe(false);
    expect(methodsAt("/api/nothing")).toEqual([]);
    expect(methodsAt("/api")).toEqual([]);
    expect(methodsAt("/_next/image")).toEqual([]);
    expect(methodsAt("/r/report")).toEqual(["GET", "HEAD"]);
    expect(methodsAt("/api/docs")).toEqual(["GET", "HEAD"]);
  });

  it("are public only if listed here", () => {
    const open = [...modules].flatMap(([route, module]) =>
      METHODS.filter((method) => module[method] && specOf(module[method])?.access === "public").map(
        (method) => `${method} ${route}`,
      ),
    );
    expect(open.sort()).toEqual([
      "GET /api/auth/provider",
      "GET /api/auth/provider/callback",
      "GET /api/health",
      "GET /api/health/live",
      "GET /api/metrics",
      "GET /api/oembed",
      "GET /api/openapi.json",
      "GET /api/passages/[token]/picture",
      "GET /api/passages/[token]/pictures/[picture]",
      "GET /api/passages/[token]/places/[passage]",
      "GET /api/public/[slug]/pictures/[picture]",
      "OPTIONS /api/annotations",
      "OPTIONS /api/annotations/[id]",
      "POST /api/auth/mail",
      "POST /api/auth/mail/[token]",
      "POST /api/auth/passkey",
      "POST /api/auth/passkey/options",
      "POST /api/auth/second-step",
      "POST /api/auth/signin",
      "POST /api/auth/signout",
      "POST /api/join/[token]",
      "POST /api/reset/[token]",
      "POST /api/setup",
    ]);
  });
});

describeDatabases(
  "responses",
  ({ db, provider, url }) => {
    const worlds = useWorlds({ provider, url });
    /** A world that isn't changed by any request. */
    let world: World | undefined;

    it.each(PERMISSIONS.map((row) => ({ ...row, name: [row.method, row.route, row.of].filter(Boolean).join(" ") })))(
      "$name",
      async (row) => {
        const answers: Record<string, number> = {};
        const wrongForm: string[] = [];
        for (const caller of CALLERS) {
          // Each request that modifies data gets a separate world.
          const changes = !["GET", "OPTIONS"].includes(row.method) && row.expected[caller] < 400;
          if (changes || !world) world = await worlds.next(db());
          const headers = { origin: ORIGIN, cookie: world.cookies[caller] };
          const { response, text } = await ask(row, row.send?.(world) ?? {}, headers);
          if (changes) world = undefined;
          answers[caller] = response.status;

          for (const secret of hiddenFrom(caller)) expect(text, `to ${caller}`).not.toContain(secret);
          const caching = (response.status < 400 && row.caching) || "private, no-store";
          if (response.headers.get("cache-control") !== caching) wrongForm.push(`${caller}: may be kept`);
          const requestId = response.headers.get("x-request-id");
          if (!requestId) wrongForm.push(`${caller}: no request id`);
          if (response.status >= 400) {
            expect(JSON.parse(text)).toMatchObject({
              error: {
                code: expect.stringMatching(/^[a-z-]+$/u),
                message: expect.stringMatching(/^\p{Lu}.+\.$/su),
                requestId,
              },
            });
          }
        }
        expect(answers).toEqual(row.expected);
        expect(wrongForm).toEqual([]);
      },
    );

    it("are the same for a word that occurs only in hidden items and for one that occurs nowhere", async () => {
      const world = await worlds.next(db());
      const asked: [string, (word: string) => Sent][] = [
        ["/api/search", (q) => ({ query: { q } })],
        ["/api/search", (word) => ({ query: { q: `tag:${word}` } })],
        ["/api/search/completions", (word) => ({ query: { q: word.slice(0, 4) } })],
        ["/api/notes", (q) => ({ query: { q } })],
        ["/api/notes", (tag) => ({ query: { tag } })],
      ];
      for (const caller of ["reader", "annotator", "member", "editor", "owner"] as const) {
        const headers = { cookie: world.cookies[caller] };
        for (const secret of hiddenFrom(caller)) {
          for (const [route, sent] of asked) {
            const said = async (word: string) => {
              const { text } = await ask({ route, method: "GET" }, sent(word), headers);
              return text.replaceAll(word, "WORD").replaceAll(word.slice(0, 4), "WORD");
            };
            expect(await said(secret), `${caller} ${route}`).toBe(await said(NOWHERE));
          }
        }
      }
    });

    it("are identical for hidden and for missing items", async () => {
      const world = await worlds.next(db());
      const hidden = PERMISSIONS.flatMap((row) => CALLERS.map((caller) => ({ row, caller }))).filter(
        ({ row, caller }) => row.expected[caller] === 404,
      );
      expect(hidden.length).toBeGreaterThan(50);
      const nowhere = (params: Record<string, string> = {}) =>
        Object.fromEntries(
          Object.entries(params).map(([name, value]) => [name, UUID.test(value) ? randomUUID() : value]),
        );
      for (const { row, caller } of hidden) {
        const said = async (sent: Sent) => {
          const { text } = await ask(row, sent, { origin: ORIGIN, cookie: world.cookies[caller] });
          const { requestId: _, ...error } = JSON.parse(text).error;
          return error;
        };
        const sent = row.send?.(world) ?? {};
        const of = [row.method, row.route, row.of, caller].join(" ");
        expect(await said(sent), of).toEqual(await said({ ...sent, params: nowhere(sent.params) }));
      }
    }, 120_000);

    it("name nothing of a deleted report, and its routes answer as if it had never existed", async () => {
      const world = await worlds.next(db());
      const ask1 = (row: Permission, headers: Record<string, string>) => ask(row, row.send?.(world) ?? {}, headers);
      const headers = { origin: ORIGIN, cookie: world.cookies.owner };
      const body = { title: "Made up" };
      await ask(
        { route: "/api/reports/[slug]/deletion", method: "POST" },
        { params: { slug: world.slug }, body },
        headers,
      );
      const traces = [
        "Made up",
        "Rivers",
        "for the team",
        "made-up",
        world.team.id,
        world.passage.edition,
        world.source.id,
      ];
      // These routes are about what was deleted, or name reports without checking that they exist.
      const about = ["/api/deleted/reports", "/api/audit", "/api/events", "/api/openapi.json", "/api/import-jobs"];
      const asked = PERMISSIONS.filter(({ method, route }) => method === "GET" && !about.includes(route));
      for (const caller of ["owner", "author"] as const) {
        for (const row of asked) {
          const { text } = await ask1(row, { ...headers, cookie: world.cookies[caller] });
          // The user's own data includes their entries in the audit log.
          const own = row.route === "/api/me/export" ? traces.slice(1) : traces;
          const found = own.filter((trace) => text.includes(trace));
          expect(found, [caller, row.route, row.of].join(" ")).toEqual([]);
        }
      }
    });

    it("to the author and the group contain the secrets that are not sent to others", async () => {
      const world = await worlds.next(db());
      const row = { route: "/api/reports/[slug]/highlights", method: "GET" } as const;
      const textTo = async (caller: CallerName) =>
        (await ask(row, { params: { slug: world.slug } }, { cookie: world.cookies[caller] })).text;
      expect(await textTo("author")).toContain(SECRET);
      expect(await textTo("author")).toContain(GROUP_SECRET);
      expect(await textTo("member")).toContain(GROUP_SECRET);
    });

    it("to clients that send too much have a message and a retry time, and others are not affected", async () => {
      const world = await worlds.next(db());
      const row = { route: "/api/search/completions", method: "GET" } as const;
      const askAs = (caller: CallerName) => ask(row, { query: { q: "riv" } }, { cookie: world.cookies[caller] });
      let refused: Awaited<ReturnType<typeof ask>> | undefined;
      for (let count = 0; count < 1_000 && !refused; count++) {
        const answer = await askAs("reader");
        if (answer.response.status === 429) refused = answer;
      }
      expect(JSON.parse(refused?.text ?? "{}").error).toMatchObject({ code: "too-fast" });
      expect(Number(refused?.response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await askAs("annotator")).response.status).toBe(200);
    });

    it("to a repeated query parameter have a message", async () => {
      const world = await worlds.next(db());
      const GET = modules.get("/api/search")?.GET as Handler;
      // The reader has just reached their rate limit.
      const headers = { cookie: world.cookies.author };
      const response = await GET(new Request(`${ORIGIN}/api/search?q=a&q=b`, { headers }), {
        params: Promise.resolve({}),
      });
      expect([response.status, (await response.json()).error.code]).toEqual([400, "bad-request"]);
    });

    it("to pages on another site are rejections, sent before anything else happens", async () => {
      const world = await worlds.next(db());
      for (const row of PERMISSIONS.filter(({ method }) => !["GET", "OPTIONS"].includes(method))) {
        for (const headers of FOREIGN) {
          const sent = row.send?.(world) ?? {};
          const { response, text } = await ask(row, sent, { ...headers, cookie: world.cookies.owner });
          expect([row.route, response.status, JSON.parse(text).error.code]).toEqual([row.route, 403, "foreign-origin"]);
        }
      }
    });

    it("to a body that is malformed, too large or of the wrong type have a message", async () => {
      const world = await worlds.next(db());
      // Bodies are checked before rights. One person may not send as many requests at once as there are routes.
      const senders = (["owner", "editor", "member"] as const).map((caller) => world.cookies[caller]);
      // The body of an upload is the file itself, which can have any media type.
      const rows = PERMISSIONS.filter((row) => row.route !== "/api/sources" && row.send?.(world).body);
      expect(rows.length).toBeGreaterThan(8);
      for (const [index, row] of rows.entries()) {
        const sent = row.send?.(world) ?? {};
        const headers = { origin: ORIGIN, cookie: senders[index % senders.length]! };
        const code = async (body: unknown, more: Record<string, string> = {}) => {
          const { response, text } = await ask(row, { ...sent, body }, { ...headers, ...more });
          return [response.status, JSON.parse(text).error.code];
        };
        expect(await code("{"), row.route).toEqual([400, "broken-json"]);
        const most = specOf(modules.get(row.route)?.[row.method] as Handler)?.maxBytes ?? 0;
        expect(await code(`"${"a".repeat(most)}"`), row.route).toEqual([413, "too-large"]);
        expect(await code("a=1", { "content-type": "text/plain" }), row.route).toEqual([415, "not-json"]);
        expect(await code("[]"), row.route).toEqual([400, "bad-request"]);
      }
    });
  },
  { isShared: true },
);
