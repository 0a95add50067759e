import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { newToken } from "@/lib/accounts/tokens";
import { root } from "@/lib/cli/root.mjs";

const TOKEN = newToken();

/** The log lines for some answers of the HTTP server. */
function logged(env: NodeJS.Dict<string>): unknown[] {
  const script = `
    import { channel } from "node:diagnostics_channel";
    import { IncomingMessage } from "node:http";
    import { logAnswers } from ${JSON.stringify(path.join(root, "app/_http/access-log.ts"))};
    import { notePeers } from ${JSON.stringify(path.join(root, "app/_http/address.ts"))};
    notePeers();
    logAnswers();
    for (const path of ["/", "/p/${TOKEN}", "/join/${TOKEN}", "/reset/${TOKEN}", "/api/search", "/_next/static/a.js"]) {
      const request = new IncomingMessage({ remoteAddress: "::ffff:192.0.2.7" });
      request.headers["x-forwarded-for"] = "203.0.113.5, 198.51.100.9";
      channel("http.server.request.start").publish({ request });
      const { headers } = request;
      const requestId = path.startsWith("/api/") ? "r1" : undefined;
      channel("concord:answered").publish({ route: "page", method: "GET", path, status: 200, seconds: 0.0123, headers, requestId });
    }
  `;
  const args = ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd: root,
    env: { ...process.env, LOG_LEVEL: "info", TRUST_PROXY: "", ...env },
  });
  expect([stderr, stdout.includes(TOKEN)]).toEqual(["", false]);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

it("logs pages and API requests with their client address, without tokens and Next.js's static files", () => {
  const lines = logged({});
  expect(lines.map((line) => (line as { path: string }).path)).toEqual([
    "/",
    "/p/…",
    "/join/…",
    "/reset/…",
    "/api/search",
  ]);
  expect(lines[0]).toMatchObject({
    level: "info",
    msg: "answered",
    method: "GET",
    status: 200,
    ms: 12,
    address: "192.0.2.7",
  });
  expect(lines[4]).toMatchObject({ requestId: "r1" });
});

it("trusts as many proxies as TRUST_PROXY says", () => {
  expect(logged({ TRUST_PROXY: "1" })[0]).toMatchObject({ address: "198.51.100.9" });
  expect(logged({ TRUST_PROXY: "2" })[0]).toMatchObject({ address: "203.0.113.5" });
});

it("logs nothing below level info", () => {
  expect(logged({ LOG_LEVEL: "warn" })).toEqual([]);
});
