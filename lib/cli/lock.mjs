// @ts-check
/** A file lock, so that two commands don't prepare the same folder at the same time. */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Interval at which the holder touches the file, in milliseconds. */
const HEARTBEAT = 2_000;
/** Age in milliseconds after which an untouched lock is stale, even if its process id now belongs to another program. */
const STALE_AFTER = 60_000;
const POLL = 200;
/**
 * How long to wait before confirming the lock, in milliseconds. This must be longer than it takes to remove a stale
 * lock once it is detected.
 */
const SETTLE = 50;

/**
 * Runs `work` while holding a file lock; waits for the lock first.
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
  // Two commands may find the same stale lock, in which case the slower one removes the faster one's new file. So both
  // check again after a delay, and only the one whose file is still there has the lock.
  await sleep(SETTLE);
  return holder(file) === process.pid;
}

/**
 * The process that holds the lock; undefined if there is none, or it hasn't written its id yet.
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
    // EPERM means that the process exists but belongs to another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // .next/ was deleted while the lock was held. Continue without the lock.
  }
}
