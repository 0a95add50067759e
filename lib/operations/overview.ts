import "server-only";
import type { Authorized } from "../accounts/policy";
import { config } from "../config";
import type { Database } from "../db/database";
import type { Say } from "../errors/fill";
import { sentenceOf } from "../errors/sentence";
import { problemOf } from "../library/import-jobs/jobs";
import { queuedJobs } from "../library/import-jobs/queue";
import { listInstances } from "./instances";
import { chosenLogLevel } from "./log-level";
import type { JobView, ServerOverview } from "./schemas";
import { databaseSize, storageByReport } from "./storage";
import { warningsOf } from "./warnings";

type Queued = Awaited<ReturnType<typeof queuedJobs>>;

/** How many jobs are listed. */
const LISTED_JOBS = 20;

/** The state of all instances and of the database. */
export async function serverOverview(
  db: Database,
  _permit: Authorized<null, "server.read">,
  say: Say = sentenceOf,
  now: Date = new Date(),
): Promise<ServerOverview> {
  const [observed, storage, sessions, chosen] = await Promise.all([
    observeServer(db, now),
    storageByReport(db),
    countSessions(db, now),
    chosenLogLevel(db, now),
  ]);
  const { instances, database, lastBackup, queued } = observed;
  const { maxFileBytes, rateLimitFactor, searchEngine, drainSeconds, mail, logLevel } = config();
  return {
    warnings: warningsOf(observed, now),
    instances,
    database,
    storage,
    jobs: await latestJobs(db, queued, say),
    sessions,
    lastBackup,
    limits: {
      file: maxFileBytes,
      rateFactor: rateLimitFactor,
      searchEngine,
      drain: drainSeconds,
      sendsMail: mail !== null,
    },
    log: { configured: logLevel, chosen },
  };
}

/** What warnings depend on. */
export async function observeServer(db: Database, now: Date = new Date()) {
  const [instances, database, lastBackup, queued] = await Promise.all([
    listInstances(db, now),
    databaseSize(db),
    lastBackupAt(db),
    queuedJobs(db, now),
  ]);
  return { instances, database, lastBackup, queued };
}

async function lastBackupAt(db: Database): Promise<Date | null> {
  const last = await db.auditEntry.findFirst({
    where: { action: "backup.created" },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  return last?.at ?? null;
}

async function latestJobs(db: Database, queued: Queued, say: Say): Promise<ServerOverview["jobs"]> {
  const [failed, rows] = await Promise.all([
    db.importJob.count({ where: { state: "failed" } }),
    db.importJob.findMany({
      where: { state: { not: "done" } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LISTED_JOBS,
      select: {
        ...{ id: true, createdAt: true, state: true, problem: true },
        // Not the names of the files, which can reveal as much as their contents.
        source: { select: { size: true } },
        person: { select: { name: true } },
      },
    }),
  ]);
  const running = new Set(queued.filter(({ isRunning }) => isRunning).map(({ id }) => id));
  return {
    latest: rows.map(({ id, createdAt, state, problem, source, person }): JobView => {
      const isFailed = state === "failed";
      return {
        id,
        size: source.size,
        person: person.name,
        createdAt,
        state: isFailed ? "failed" : running.has(id) ? "running" : "waiting",
        problem: isFailed ? problemOf(problem, say).message : null,
      };
    }),
    waiting: queued.length - running.size,
    running: running.size,
    failed,
  };
}

async function countSessions(db: Database, now: Date): Promise<ServerOverview["sessions"]> {
  const where = { endedAt: null, expiresAt: { gt: now }, person: { removedAt: null } };
  const [open, people] = await Promise.all([
    db.session.count({ where }),
    db.person.count({ where: { removedAt: null, sessions: { some: { endedAt: null, expiresAt: { gt: now } } } } }),
  ]);
  return { open, people };
}
