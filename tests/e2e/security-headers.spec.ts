import { get, type IncomingHttpHeaders, type IncomingMessage, request as sendRequest } from "node:http";
import { expect, test } from "./support/people";

/** A request that Playwright can't send, with a different `Host` header or method. */
function ask(
  address: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = method === "GET" ? get(address, { headers }) : sendRequest(address, { method, headers }).end();
    sent.on("error", reject).on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
  });
}

test("scripts run only with their page's nonce, and pages cannot be framed", async ({ baseURL }) => {
  for (const path of ["/signin", "/join/none", "/p/none", "/nowhere"]) {
    const { headers, text } = await ask(`${baseURL}${path}`);
    const policy = String(headers["content-security-policy"]);
    const nonce = /'nonce-([\w-]+)'/u.exec(policy)?.[1];
    expect(nonce, path).toBeTruthy();
    expect(policy).toMatch(/script-src (?![^;]*unsafe)/u);
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = text.match(/<script\b[^>]*>/gu) ?? [];
    expect(scripts.length, path).toBeGreaterThan(0);
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
    expect(text.match(/<[^>]+\son\w+=/gu), path).toBeNull();
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
  }
});

test("JSON is compressed, but the event stream is not", async ({ context, baseURL }) => {
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const encodingOf = (path: string) =>
    new Promise((resolve, reject) => {
      const sent = get(`${baseURL}${path}`, { headers: { cookie, "accept-encoding": "gzip" } }, (response) => {
        resolve(`${response.statusCode} ${response.headers["content-type"]} ${response.headers["content-encoding"]}`);
        response.destroy();
      });
      sent.on("error", reject);
    });
  expect(await encodingOf("/api/openapi.json")).toBe("200 application/json gzip");
  expect(await encodingOf("/api/events")).toBe("200 text/event-stream; charset=utf-8 undefined");
});

test("icons are served at the addresses where browsers look for them", async ({ baseURL }) => {
  const icons = { "/favicon.ico": "image/x-icon", "/icon.svg": "image/svg+xml" };
  for (const [path, type] of Object.entries(icons)) {
    const { status, headers } = await ask(`${baseURL}${path}`);
    expect([path, status, headers["content-type"]]).toEqual([path, 200, type]);
    expect(headers["x-content-type-options"], path).toBe("nosniff");
  }
});

test("a forged host name in a request does not appear in any response", async ({ baseURL }) => {
  const headers = {
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example",
  };
  for (const path of ["/", "/signin", "/team/", "/join/none", "/p/none", "/notes", "/api/notes", "//evil.example/x"]) {
    const answer = await ask(`${baseURL}${path}`, { headers });
    expect(String(answer.headers.location ?? ""), path).not.toMatch(/^(?:https?:)?\/\//u);
    // A response may contain the requested path, but not the host name.
    if (!path.includes("evil"))
      expect(`${JSON.stringify(answer.headers)}${answer.text}`, path).not.toContain("evil.example");
  }
});

test("all errors have the same format, including those for unknown paths and wrong methods", async ({ baseURL }) => {
  const cases: [string, string, number, string][] = [
    ["GET", "/api/nowhere", 404, "not-found"],
    ["GET", "/api", 404, "not-found"],
    ["PUT", "/api/search", 405, "wrong-method"],
    ["POST", "/signin", 405, "wrong-method"],
    ["TRACE", "/", 405, "wrong-method"],
    ["GET", "/api/%zz", 400, "bad-request"],
    ["GET", "/api/search?q=a", 401, "session-ended"],
  ];
  for (const [method, path, status, code] of cases) {
    const { text, ...answer } = await ask(`${baseURL}${path}`, { method });
    expect([path, answer.status, JSON.parse(text).error.code]).toEqual([path, status, code]);
    expect(JSON.parse(text).error.requestId).toBe(answer.headers["x-request-id"]);
    expect(answer.headers.allow !== undefined).toBe(status === 405);
  }
});

test("an upload requires authentication before its body is read", async ({ baseURL }) => {
  for (const path of ["/api/imports", "/api/editions/preview"]) {
    // The body is never sent.
    const headers = { origin: baseURL ?? "", "content-type": "application/json", "content-length": "1000000" };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = sendRequest(`${baseURL}${path}`, { method: "POST", headers }).on("error", reject);
      sent.on("response", (response) => {
        resolve(response);
        sent.destroy();
      });
      sent.flushHeaders();
    });
    expect([path, answer.statusCode]).toEqual([path, 401]);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
  }
});
