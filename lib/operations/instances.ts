import "server-only";
import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { mailCounts } from "../accounts/mail";
import { config } from "../config";
import type { Database } from "../db/database";
import { providerOf } from "../db/settings";
import { isPrepared } from "../library/preparation";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import { DAY } from "../time";
import { VERSION } from "../version";
import { applyLogLevel } from "./log-level";
import type { InstanceView } from "./schemas";

/** How often an instance says that it is running, in milliseconds. */
const BEAT_MS = 30_000;

/** Time after which an instance that has said nothing counts as silent, in milliseconds: three beats. */
const SILENT_MS = 3 * BEAT_MS;

/** How long an instance that ended without saying so is listed, in milliseconds. */
const LISTED_MS = DAY;

interface OwnInstance {
  id: string;
  startedAt: Date;
  timer?: NodeJS.Timeout;
}

const own = () => processSingleton("instance", (): OwnInstance => ({ id: randomUUID(), startedAt: new Date() }));

/** Lists this process as an instance until `endInstance` is called, and follows the log level that owners choose. */
export async function startInstance(db: Database): Promise<void> {
  own().timer = setInterval(() => void storeState(db), BEAT_MS);
  own().timer?.unref();
  await storeState(db);
}

/** Stores the state of this process before the next beat, because it has changed. A failure is only logged. */
export async function storeState(db: Database): Promise<void> {
  await beat(db).catch((error: unknown) => log.warn({ err: error }, "the state of this instance was not stored"));
}

/** Removes this process from the list of instances. A failure doesn't matter: it is then removed after a day. */
export async function endInstance(db: Database): Promise<void> {
  clearInterval(own().timer);
  await db.instance.deleteMany({ where: { id: own().id } }).catch(() => undefined);
}

/** Stores the state of this process, and removes instances that ended long ago. */
export async function beat(db: Database, now: Date = new Date()): Promise<void> {
  const { id, startedAt } = own();
  const [disk, clockAhead] = await Promise.all([diskOf(config().dataDir), clockAheadOf(db)]);
  const { sent, failed, lastFailure } = mailCounts();
  const state = {
    seenAt: now,
    isReady: isPrepared(),
    memory: process.memoryUsage.rss(),
    diskFree: disk?.free ?? null,
    diskSize: disk?.size ?? null,
    clockAhead,
    mailsSent: sent,
    mailsFailed: failed,
    mailFailedAt: lastFailure?.at ?? null,
    mailProblem: lastFailure?.code ?? null,
  };
  const fixed = { version: VERSION, host: hostname(), processId: process.pid, startedAt };
  await db.instance.upsert({ where: { id }, update: state, create: { id, ...fixed, ...state } });
  await db.instance.deleteMany({ where: { seenAt: { lt: new Date(now.getTime() - LISTED_MS) } } });
  await applyLogLevel(db, now);
}

/** All instances, the one that has run longest first. */
export async function listInstances(db: Database, now: Date = new Date()): Promise<InstanceView[]> {
  const rows = await db.instance.findMany({ orderBy: [{ startedAt: "asc" }, { id: "asc" }] });
  return rows.map((row) => {
    const isSilent = now.getTime() - row.seenAt.getTime() > SILENT_MS;
    const { mailFailedAt: at, mailProblem: code } = row;
    return {
      id: row.id,
      version: row.version,
      host: row.host,
      processId: row.processId,
      startedAt: row.startedAt,
      seenAt: row.seenAt,
      state: isSilent ? "silent" : row.isReady ? "ready" : "preparing",
      memory: row.memory,
      disk: row.diskFree === null || row.diskSize === null ? null : { free: row.diskFree, size: row.diskSize },
      clockAhead: row.clockAhead,
      mails: { sent: row.mailsSent, failed: row.mailsFailed, lastFailure: at && code !== null ? { at, code } : null },
    };
  });
}

/** The disk of a folder, in bytes; null if the file system doesn't say. */
export async function diskOf(folder: string): Promise<{ free: number; size: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return null;
  }
}

/** How many milliseconds this machine's clock is ahead of PostgreSQL's, give or take the time of the query. */
async function clockAheadOf(db: Database): Promise<number | null> {
  if (providerOf(config().databaseUrl) === "sqlite") return null;
  const before = Date.now();
  const [row] = await db.$queryRaw<{ now: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "now"`;
  const after = Date.now();
  return row ? Math.round((before + after) / 2 - row.now) : null;
}
