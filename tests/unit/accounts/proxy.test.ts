import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { PHASE_PRODUCTION_SERVER } from "next/constants";
import { unstable_doesMiddlewareMatch as doesProxyMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { afterEach, expect, it, vi } from "vitest";
import { handler } from "@/app/_http/handler";
import configFor from "@/next.config";
import { config, proxy } from "@/proxy";

afterEach(() => vi.unstubAllEnvs());

const headersOf = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers })).headers;

/** The headers of a route handler's response to a rejected request. */
async function answerAt(path: string): Promise<Headers> {
  const route = handler({ access: "public" }, async () => null);
  const answer = await route(new Request(`http://127.0.0.1:3000${path}`, { method: "POST" }), {
    params: Promise.resolve({}),
  });
  expect(answer.status).toBe(403);
  return answer.headers;
}

it("allows scripts only by nonce, with a new nonce for each response", () => {
  const policies = [headersOf("/"), headersOf("/")].map((headers) => headers.get("content-security-policy") ?? "");
  const scripts = policies.map((policy) => /script-src [^;]*/u.exec(policy)?.[0] ?? "");
  for (const script of scripts) expect(script).toMatch(/^script-src 'self' 'nonce-[\w-]{36}' 'strict-dynamic'$/u);
  expect(scripts[0]).not.toBe(scripts[1]);
});

it("allows style sheets only by nonce", () => {
  const policy = headersOf("/").get("content-security-policy");
  expect(policy).toMatch(/; style-src 'self' 'nonce-[\w-]{36}';/u);
});

it("hides the URL of a shared passage from other pages", async () => {
  for (const path of ["/p/token", "/p/token/embed"]) {
    expect(headersOf(path).get("referrer-policy")).toBe("no-referrer");
  }
  for (const path of ["/api/passages/token/picture", "/api/oembed"]) {
    expect((await answerAt(path)).get("referrer-policy")).toBe("no-referrer");
  }
  expect(headersOf("/r/report").get("referrer-policy")).toBe("same-origin");
  expect((await answerAt("/api/notes")).get("referrer-policy")).toBe("same-origin");
});

it("sends HSTS only if users connect over https, whatever a request says", async () => {
  const https = { "x-forwarded-proto": "https" };
  expect(headersOf("/", https).get("strict-transport-security")).toBeNull();
  vi.stubEnv("PUBLIC_URL", "https://notes.example");
  expect(headersOf("/").get("strict-transport-security")).toBe("max-age=31536000");
  expect((await answerAt("/api/notes")).get("strict-transport-security")).toBe("max-age=31536000");
});

it("passes the requested URL to the page, overriding the caller's header", () => {
  const said = headersOf("/r/report?q=a%20b&_rsc=x1", { "x-concord-path": "//evil.example" });
  expect(said.get("x-middleware-request-x-concord-path")).toBe("/r/report?q=a+b");
});

it("runs only for pages and files, so that Next.js does not buffer the bodies of route handlers", async () => {
  const nextConfig = await configFor(PHASE_PRODUCTION_SERVER);
  const isAsked = (url: string) => doesProxyMatch({ config, nextConfig, url });
  const routes = readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)route\.tsx?$/u.test(file))
    .map((file) => `/api/${dirname(file)}`);
  expect(routes.length).toBeGreaterThan(50);
  expect(routes.filter(isAsked)).toEqual([]);
  const others = ["/", "/import", "/r/imports", "/p/api/imports", "/api/docs", "/apis/x", "/_next/static/x.js"];
  expect(others.filter((path) => !isAsked(path))).toEqual([]);
});

it("lets route handlers send the same headers, with a policy that allows no scripts", async () => {
  const said = await answerAt("/api/editions");
  const { "content-security-policy": _, ...onPages } = Object.fromEntries(headersOf("/team"));
  const names = Object.keys(onPages).filter((name) => !name.startsWith("x-middleware-"));
  expect(names).toContain("x-content-type-options");
  expect(names.map((name) => [name, said.get(name)])).toEqual(names.map((name) => [name, onPages[name]]));
  expect(said.get("content-security-policy")).toBe("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
});
