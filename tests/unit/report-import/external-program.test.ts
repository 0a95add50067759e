import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { guarded } from "@/lib/report-import/external-program";

let folder: string;
let home: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-test-"));
  home = await mkdtemp(path.join(tmpdir(), "concord-test-"));
});
afterEach(() => Promise.all([folder, home].map((each) => rm(each, { recursive: true, force: true }))));

/** Starts a process that runs a shell script under guard, as a worker does. */
async function start(script: string): Promise<ChildProcess> {
  const program = path.join(folder, "program");
  await writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  const args = guarded({ seconds: 60, kilobytes: 4_000_000 }, program, [folder]);
  const options = { env: { HOME: home, PATH: "/usr/bin:/bin" }, stdio: ["pipe", "ignore", "ignore"], detached: true };
  const code = `
    const child = require("node:child_process").spawn("/bin/sh", ${JSON.stringify(args)}, ${JSON.stringify(options)});
    child.on("close", (code) => process.exit(code));`;
  return spawn(process.execPath, ["-e", code], { stdio: "ignore" });
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it("kills a program and its own processes, and deletes its folder, when the worker is killed", async () => {
  const pids = path.join(folder, "pids");
  const worker = await start(`sleep 300 & echo "$$ $!" > "$1/part"; mv "$1/part" "$1/pids"; wait`);
  await expect.poll(() => existsSync(pids), { timeout: 20_000 }).toBe(true);
  const started = (await readFile(pids, "utf8")).split(" ").map(Number);
  expect(started.map(isAlive)).toEqual([true, true]);
  worker.kill("SIGKILL");
  await expect.poll(() => started.map(isAlive), { timeout: 20_000 }).toEqual([false, false]);
  expect(existsSync(home)).toBe(false);
});

it("returns the exit code of a program that ends by itself, and leaves its folder alone", async () => {
  const worker = await start("exit 7");
  expect(await new Promise((resolve) => worker.on("close", resolve))).toBe(7);
  expect(existsSync(home)).toBe(true);
});
