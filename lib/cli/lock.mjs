// @ts-check
/** Keeps two commands from preparing the same folder at once. */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The holder touches the file this often … */
const HEARTBEAT = 2_000;
/** … so that one untouched for so long is stale, even where its process id has been given to another program since. */
const STALE_AFTER = 60_000;
const POLL = 200;
/** Longer than the moment between seeing that a lock is stale and removing it. */
const SETTLE = 50;

/**
 * Does `work` while holding the lock file; waits for its turn first.
 * @template T
 * @param {string} file
 * @param {import("./log.mjs").Log} log
 * @param {() => Promise<T>} work
 */
export async function withLock(file, log, work) {
  mkdirSync(dirname(file), { recursive: true });
  if (!(await tryToTake(file))) {
    const wait = async () => {
      while (!(await tryToTake(file))) await sleep(POLL);
    };
    await log.step(
      `Waiting for another command (process ${holder(file) ?? "unknown"}) that is preparing this folder`,
      wait,
    );
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** @param {string} file */
async function tryToTake(file) {
  if (isStale(file)) rmSync(file, { force: true });
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
  // Two commands may find the same stale lock, and the slower one then removes the faster one's new file. Both look
  // again a little later; only the one whose file is still there has the lock.
  await sleep(SETTLE);
  return holder(file) === process.pid;
}

/**
 * The process that holds the lock; undefined where nobody does, or has only just begun to.
 * @param {string} file
 */
function holder(file) {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function isStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_AFTER) return true;
  } catch {
    return false;
  }
  const pid = holder(file);
  return pid !== undefined && !isAlive(pid);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and someone else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Someone deleted .next/ meanwhile. The work goes on; it only is no longer protected.
  }
}
