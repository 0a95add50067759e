import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withLock } from "@/lib/cli/lock.mjs";

const NO_PROCESS = 2 ** 30;

let folder: string;
let file: string;
let said: string[];
const log = {
  say: (text: string) => void said.push(text),
  step: <T>(doing: string, work: () => Promise<T>) => {
    said.push(doing);
    return work();
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concord-lock-"));
  file = join(folder, "cache/prepare.lock");
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Leaves a lock behind, as a killed command would. */
async function leaveLock(pid: number): Promise<void> {
  await withLock(file, log, async () => {});
  writeFileSync(file, String(pid));
}

describe("the lock", () => {
  test("exists while the work is being done and is removed afterwards, even if the work fails", async () => {
    await withLock(file, log, async () => expect(existsSync(file)).toBe(true));
    expect(existsSync(file)).toBe(false);
    await expect(withLock(file, log, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(file)).toBe(false);
    expect(said).toEqual([]);
  });

  test("of a dead process is taken over silently", async () => {
    await leaveLock(NO_PROCESS);
    expect(await withLock(file, log, async () => "done")).toBe("done");
    expect(said).toEqual([]);
  });

  test("that is no longer refreshed is taken over, even if its process ID is in use again", async () => {
    await leaveLock(process.ppid);
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(file, longAgo, longAgo);
    expect(await withLock(file, log, async () => "done")).toBe("done");
  });

  test("of a living process is waited for, with a message", async () => {
    await leaveLock(process.ppid);
    const work = withLock(file, log, async () => "done");
    await expect.poll(() => said).toEqual([expect.stringContaining(`process ${process.ppid}`)]);
    rmSync(file);
    expect(await work).toBe("done");
  });
});
