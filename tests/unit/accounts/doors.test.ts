import { afterEach, describe, expect, it, vi } from "vitest";
import { readForm, readJson } from "@/app/_http/body";
import { ownPath } from "@/app/_http/entered";
import { requireOwnOrigin } from "@/app/_http/origin";
import { needsSetUpCode } from "@/lib/accounts/set-up-code";
import { isLoopback, readConfig } from "@/lib/config";

afterEach(() => vi.unstubAllEnvs());

describe("redirect after signing in", () => {
  it.each([
    ["/r/report?q=a%20b#b12", "/r/report?q=a%20b#b12"],
    ["/", "/"],
    [null, "/"],
    ["", "/"],
    ["r/report", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/\n/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/r/..//evil.example", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["/api/auth/signout", "/"],
  ])("redirects %j to %j", (from, to) => {
    expect(ownPath(from)).toBe(to);
  });
});

describe("origin check", () => {
  const passes = (headers: Record<string, string>, method = "POST") => {
    try {
      requireOwnOrigin({ method, headers: new Headers({ host: "127.0.0.1:3000", ...headers }) });
      return true;
    } catch {
      return false;
    }
  };

  it.each<[string, Record<string, string>, boolean]>([
    ["our own page", { origin: "http://127.0.0.1:3000" }, true],
    ["our own page, as reported by the browser", { "sec-fetch-site": "same-origin" }, true],
    ["another site", { origin: "http://evil.example" }, false],
    ["another port of this machine", { origin: "http://127.0.0.1:4000" }, false],
    ["another port, as reported by the browser", { "sec-fetch-site": "same-site" }, false],
    [
      "another site that also sends our origin",
      { origin: "http://127.0.0.1:3000", "sec-fetch-site": "cross-site" },
      false,
    ],
    ["a page that hides its origin", { origin: "null" }, false],
    ["the address bar", { "sec-fetch-site": "none" }, false],
    ["no headers", {}, false],
    ["an invalid URL", { origin: "127.0.0.1:3000" }, false],
    ["another host name that starts like ours", { origin: "http://127.0.0.1:3000.evil.example" }, false],
  ])("%s", (_, headers, ok) => {
    expect(passes(headers)).toBe(ok);
  });

  it("applies to every method that can modify data", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) expect(passes({}, method)).toBe(false);
    for (const method of ["GET", "HEAD", "OPTIONS"]) expect(passes({}, method)).toBe(true);
  });

  it("accepts the origin of PUBLIC_URL behind a proxy", () => {
    vi.stubEnv("PUBLIC_URL", "https://notes.example/");
    expect(passes({ origin: "https://notes.example" })).toBe(true);
    expect(passes({ origin: "http://notes.example" })).toBe(false);
  });
});

describe("request body", () => {
  const request = (body: BodyInit, type = "application/json", headers: Record<string, string> = {}) =>
    new Request("http://127.0.0.1/", { method: "POST", body, headers: { "content-type": type, ...headers } });

  it("must be JSON", async () => {
    expect(await readJson(request('{"a":1}', "application/json; charset=utf-8"), 100)).toEqual({ a: 1 });
    await expect(readJson(request("a=1", "text/plain"), 100)).rejects.toMatchObject({ code: "not-json", status: 415 });
    await expect(readJson(request("{"), 100)).rejects.toMatchObject({ code: "broken-json", status: 400 });
    await expect(readJson(request(""), 100)).rejects.toMatchObject({ code: "broken-json" });
  });

  it("has a size limit, whatever Content-Length says", async () => {
    const long = `"${"a".repeat(200)}"`;
    await expect(readJson(request(long), 100)).rejects.toMatchObject({ code: "too-large", status: 413 });
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(50)) });
    const streamed = new Request("http://127.0.0.1/", {
      method: "POST",
      body: endless,
      headers: { "content-type": "application/json" },
      // @ts-expect-error: Node.js requires it if the body is a stream, but the browser types lack it
      duplex: "half",
    });
    await expect(readJson(streamed, 1000)).rejects.toMatchObject({ code: "too-large" });
    await expect(readJson(request("{}", "application/json", { "content-length": "1000" }), 100)).rejects.toMatchObject({
      code: "too-large",
    });
  });

  it("has U+0000 replaced, but not text that spells out its escape sequence", async () => {
    expect(await readJson(request('{"a":["b\\u0000\\u0000c\\\\\\u0000"]}'), 100)).toEqual({
      a: ["b\ufffd\ufffdc\\\ufffd"],
    });
    expect(await readJson(request('{"a":"\\\\u0000"}'), 100)).toEqual({ a: "\\u0000" });
    expect(await readForm(request("a=%00b", "application/x-www-form-urlencoded"), 100)).toEqual({ a: "\ufffdb" });
  });

  it("can be a form if it is sent by a form on one of our pages", async () => {
    const form = request("email=a%40b.org&password=%26%3D", "application/x-www-form-urlencoded");
    expect(await readForm(form, 100)).toEqual({ email: "a@b.org", password: "&=" });
  });
});

describe("setup code", () => {
  it.each<[NodeJS.Dict<string>, boolean]>([
    [{}, false],
    [{ HOST: "127.0.0.1" }, false],
    [{ HOST: "127.1.2.3" }, false],
    [{ HOST: "localhost" }, false],
    [{ HOST: "::1" }, false],
    [{ HOST: "0.0.0.0" }, true],
    [{ HOST: "::" }, true],
    [{ HOST: "192.168.1.5" }, true],
    [{ HOST: "127.0.0.1.evil.example" }, true],
    [{ PUBLIC_URL: "https://notes.example" }, true],
    [{ PUBLIC_URL: "http://localhost:8080" }, false],
    [{ HOST: "127.0.0.1", PUBLIC_URL: "https://notes.example" }, true],
  ])("is required with %j: %s", (env, needed) => {
    expect(needsSetUpCode(readConfig(env))).toBe(needed);
  });

  it("is waived for loopback names only", () => {
    for (const host of ["localhost", "127.0.0.1", "[::1]", "::1"]) expect(isLoopback(host)).toBe(true);
    for (const host of ["", "evil.example", "127.evil.example", "0.0.0.0"]) expect(isLoopback(host)).toBe(false);
  });
});
