import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { root } from "@/lib/cli/root.mjs";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { runnable } from "@/lib/workers/bundle.mjs";
import { someOf } from "@/tests/support/sampled";

const WRITER = "tests/integration/support/writer.ts";
const BURST = 200;

let folder: string;
let url: string;
let db: Database | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-durability-"));
  url = `file:${path.join(folder, "concord.db")}`;
  await copyFile(inject("templates").sqliteFile, path.join(folder, "concord.db"));
});
afterEach(async () => {
  if (db) await closeDatabase(db);
  db = undefined;
  await rm(folder, { recursive: true, force: true });
});

const pragma = async (name: string) => {
  const [row] = (await db?.$queryRawUnsafe<object[]>(`PRAGMA ${name}`)) ?? [];
  return String(Object.values(row ?? {})[0]);
};

/**
 * Starts a process that saves a burst of groups until it is killed after `after` acknowledgements. @returns the
 * acknowledged names
 */
async function writeUntilKilled(after: number): Promise<string[]> {
  const args = [...(await runnable(WRITER)), url, String(BURST), String(after)];
  const writer = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged: string[] = [];
  createInterface({ input: writer.stdout }).on("line", (line) => acknowledged.push(line));
  const [, signal] = await once(writer, "close");
  expect(signal).toBe("SIGKILL");
  return acknowledged;
}

it.each(someOf([1, 60, 150]))("keeps every write that was acknowledged before kill -9 (after %i)", async (after) => {
  const acknowledged = await writeUntilKilled(after);
  expect(acknowledged.length).toBeGreaterThanOrEqual(after);
  expect(acknowledged.length).toBeLessThan(BURST);
  db = await openDatabase(url);
  const stored = new Set((await db.group.findMany()).map(({ name }) => name));
  expect(acknowledged.filter((name) => !stored.has(name))).toEqual([]);
  expect(await pragma("integrity_check")).toBe("ok");
});

it("has the settings that durability requires", async () => {
  db = await openDatabase(url);
  expect(await pragma("journal_mode")).toBe("wal");
  // The value 2 means FULL.
  expect(await pragma("synchronous")).toBe("2");
  expect(await pragma("foreign_keys")).toBe("1");
  expect(await pragma("busy_timeout")).toBe("5000");
});
