import { PHASE_PRODUCTION_SERVER } from "next/constants";
import { unstable_doesMiddlewareMatch as doesProxyMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { afterEach, expect, it, vi } from "vitest";
import { BODY_BYTES, bodyBytesAt } from "@/lib/server/request-limits.mjs";
import configFor from "@/next.config";
import { config, proxy } from "@/proxy";

afterEach(() => vi.unstubAllEnvs());

const headersOf = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers })).headers;

it("lets scripts run by a nonce only, another one for every answer", () => {
  const policies = [headersOf("/"), headersOf("/")].map((headers) => headers.get("content-security-policy") ?? "");
  const scripts = policies.map((policy) => /script-src [^;]*/u.exec(policy)?.[0] ?? "");
  for (const script of scripts) expect(script).toMatch(/^script-src 'self' 'nonce-[\w-]{36}' 'strict-dynamic'$/u);
  expect(scripts[0]).not.toBe(scripts[1]);
});

it("lets style sheets in by the nonce only", () => {
  const policy = headersOf("/").get("content-security-policy");
  expect(policy).toMatch(/; style-src 'self' 'nonce-[\w-]{36}';/u);
});

it("tells no other page the address of a shared passage", () => {
  for (const path of ["/p/token", "/p/token/embed", "/api/passages/token/picture", "/api/oembed"]) {
    expect(headersOf(path).get("referrer-policy")).toBe("no-referrer");
  }
  expect(headersOf("/r/report").get("referrer-policy")).toBe("same-origin");
});

it("keeps browsers on https only where people come by it, whatever a request says", () => {
  const https = { "x-forwarded-proto": "https" };
  expect(headersOf("/", https).get("strict-transport-security")).toBeNull();
  vi.stubEnv("PUBLIC_URL", "https://notes.example");
  expect(headersOf("/").get("strict-transport-security")).toBe("max-age=31536000");
});

it("says to the page at which address it was asked for, over what a caller says", () => {
  const said = headersOf("/r/report?q=a%20b&_rsc=x1", { "x-concord-path": "//evil.example" });
  expect(said.get("x-middleware-request-x-concord-path")).toBe("/r/report?q=a+b");
});

it("is asked at all addresses but those that take files, and hands on whole what the others take", () => {
  const isAsked = (url: string) => doesProxyMatch({ config, nextConfig: configFor(PHASE_PRODUCTION_SERVER), url });
  const takeFiles = ["/api/editions", "/api/editions/preview", "/api/imports", "/api/imports/preview"];
  expect(takeFiles.filter((path) => bodyBytesAt(path) > BODY_BYTES)).toEqual(takeFiles);
  expect(takeFiles.filter(isAsked)).toEqual([]);
  const others = ["/", "/import", "/r/imports", "/api/imports/x", "/api/v1/notes", "/p/api/imports", "/api/docs"];
  expect(others.filter((path) => !isAsked(path))).toEqual([]);
});
