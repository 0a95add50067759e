import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { newToken } from "@/lib/accounts/tokens";
import { root } from "@/lib/cli/root.mjs";
import { runnable } from "@/lib/workers/bundle.mjs";

const TOKEN = newToken();
const PROGRAM = await runnable("tests/unit/api/access-log-lines.ts");

/** The lines that are logged for some responses of the HTTP server. */
function logged(env: NodeJS.Dict<string>): unknown[] {
  const { stdout, stderr } = spawnSync(process.execPath, [...PROGRAM, TOKEN], {
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

it("logs pages and API requests with their client address, but no tokens or static files of Next.js", () => {
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

it("trusts the number of proxies set in TRUST_PROXY", () => {
  expect(logged({ TRUST_PROXY: "1" })[0]).toMatchObject({ address: "198.51.100.9" });
  expect(logged({ TRUST_PROXY: "2" })[0]).toMatchObject({ address: "203.0.113.5" });
});

it("logs nothing below level info", () => {
  expect(logged({ LOG_LEVEL: "warn" })).toEqual([]);
});
