import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { requireNoServer } from "@/lib/db/server-lock";
import { runnable } from "@/lib/workers/bundle.mjs";

let folder: string;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-server-lock-"));
  url = `file:${path.join(folder, "concord.db")}`;
  await writeFile(path.join(folder, "concord.db"), "");
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A process that takes the server's lock and then waits. */
async function startServer() {
  const child = spawn(process.execPath, await runnable("tests/unit/db/hold-server-lock.ts"), {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  let err = "";
  child.stderr.on("data", (text) => (err += text));
  const isServing = await Promise.race([once(child.stdout, "data").then(() => true), ended.then(() => false)]);
  return {
    isServing,
    said: () => err,
    kill: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await ended;
    },
  };
}

it("allows one server per SQLite file, and another one after kill -9", { timeout: 60_000 }, async () => {
  const first = await startServer();
  try {
    expect([first.isServing, first.said()]).toEqual([true, ""]);
    expect((await stat(path.join(folder, "concord.db-server-lock"))).mode & 0o777).toBe(0o600);
    await expect(requireNoServer(url)).rejects.toMatchObject({ code: "database-in-use" });
    // The first step of `npm start`, so that a second server is rejected immediately.
    const args = [...(await runnable("lib/cli/migrate.ts")), "--for-server"];
    const env = { ...process.env, DATABASE_URL: url };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8" });
    expect([status, stdout, stderr]).toEqual([1, "", expect.stringContaining("Another Concord server is using")]);
    const second = await startServer();
    expect(second.isServing).toBe(false);
    expect(second.said()).toBe(
      `Another Concord server is using the SQLite file ${folder}/concord.db. Stop it, or set DATA_DIR to another folder for this server. To run several instances, use PostgreSQL (DATABASE_URL).\n`,
    );
  } finally {
    await first.kill("SIGKILL");
  }
  await requireNoServer(url);
  const third = await startServer();
  expect([third.isServing, third.said()]).toEqual([true, ""]);
  await third.kill("SIGTERM");
});
