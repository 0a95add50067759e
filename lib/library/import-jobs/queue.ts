import "server-only";
import { randomUUID } from "node:crypto";
import { rightsOf } from "../../accounts/people";
import { may, notThere } from "../../accounts/policy";
import { tellOfImport } from "../../annotations/inbox/inbox-telling";
import type { Database, Prisma, Transaction } from "../../db/database";
import { type Problem, problem } from "../../errors/problem";
import type { ErrorKey } from "../../errors/problems";
import { withEventTransaction } from "../../events/log";
import type { ImportProgress } from "../../report-import/progress";
import type { Recognition } from "../../report-import/recognition";
import type { ReadFile } from "../../report-import/upload";
import type { Source } from "../../sources/store";
import type { Given } from "../edition-schemas";
import { nextOf, type QueuedJob } from "./queue-order";
import { forgetReadPages } from "./read-pages";

/**
 * How long an instance owns a job without extending the lease, in milliseconds. The clocks of instances can differ by
 * seconds.
 */
export const LEASE_MS = 30_000;

/**
 * Maximum number of attempts to read a file. Without a limit, a file that crashes the server would crash it again and
 * again.
 */
const MAX_ATTEMPTS = 3;

const START: ImportProgress = { stage: "start" };

/** Why a job failed. */
export type ImportProblem = Problem<ErrorKey>;

const INTERRUPTED = problem("interrupted", { count: MAX_ATTEMPTS });

/** A job that this instance is reading. It no longer owns the job if another instance has a newer claim. */
export interface Claim {
  id: string;
  claimId: string;
  personId: string;
  given: Given;
  recognize: Recognition | null;
  source: Source;
  /** The edition that the PDF is added to; null if the file becomes an edition itself. */
  editionId: string | null;
}

/**
 * Claims the next job in the queue. If several instances try at the same time, only one gets it. A job whose instance
 * died can be claimed again once its lease has ended.
 *
 * @param leaseMs how long the claim is valid unless it is extended
 * @returns null if there is nothing to do
 */
export async function claimNext(db: Database, leaseMs = LEASE_MS, now: Date = new Date()): Promise<Claim | null> {
  for (;;) {
    const next = nextOf(await queuedJobs(db, now));
    if (!next) return null;
    const { id, state, claimId: former, leaseUntil, attempts } = next;
    const claimId = randomUUID();
    const { count } = await db.importJob.updateMany({
      where: { id, state, claimId: former, leaseUntil },
      data: {
        ...{ state: "running", claimId, leaseUntil: leaseEnd(now, leaseMs), attempts: attempts + 1 },
        progress: { ...START },
      },
    });
    // Another instance was faster.
    if (count === 0) continue;
    await forgetReadPages(db, id);
    const claim = await claimOf(db, { id, claimId });
    if (claim && attempts >= MAX_ATTEMPTS) await settle(db, claim, { problem: INTERRUPTED });
    else if (claim) return claim;
  }
}

/** @returns null if the job has been discarded, or the user may no longer add editions */
async function claimOf(db: Database, { id, claimId }: Pick<Claim, "id" | "claimId">): Promise<Claim | null> {
  const job = await db.importJob.findUnique({
    where: { id, claimId },
    select: {
      ...{ personId: true, given: true, editionId: true },
      source: { select: { id: true, name: true, size: true, hash: true, recognize: true } },
    },
  });
  if (!job) return null;
  const { personId, given, editionId } = job;
  const { recognize, ...source } = job.source;
  const [rights] = await rightsOf(db, [personId]);
  if (rights && may(rights, "import.create", null)) {
    // Only complete sources have jobs.
    const file = { ...source, hash: source.hash ?? "" };
    const options = { given: given as Given, recognize: recognize as Recognition | null };
    return { id, claimId, personId, ...options, source: file, editionId };
  }
  await db.importJob.deleteMany({ where: { id } });
  return null;
}

/** All waiting and running jobs. A job whose lease has ended counts as waiting. */
export async function queuedJobs(db: Database | Transaction, now: Date = new Date()) {
  const jobs = await db.importJob.findMany({
    where: { state: { in: ["waiting", "running"] } },
    select: {
      ...{ id: true, personId: true, createdAt: true },
      ...{ state: true, claimId: true, leaseUntil: true, attempts: true },
    },
  });
  return jobs.map((job) => {
    const isRunning = job.state === "running" && job.leaseUntil !== null && job.leaseUntil >= now;
    return { ...job, isRunning } satisfies QueuedJob;
  });
}

/**
 * Extends the lease of a claim, and stores the progress.
 *
 * @returns false if the job has been discarded or another instance has claimed it
 */
export async function extendLease(
  db: Database,
  { id, claimId }: Claim,
  { progress, leaseMs = LEASE_MS, now = new Date() }: { progress?: ImportProgress; leaseMs?: number; now?: Date } = {},
): Promise<boolean> {
  const { count } = await db.importJob.updateMany({
    where: { id, claimId },
    data: { leaseUntil: leaseEnd(now, leaseMs), ...(progress && { progress: { ...progress } }) },
  });
  return count === 1;
}

/** A problem as JSON for the database. */
function stored(problem: ImportProblem): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(problem));
}

/** Ends a claimed job and notifies the user. Does nothing if the claim is no longer valid. */
export async function settle(
  db: Database,
  { id, claimId, personId }: Claim,
  outcome: { result: ReadFile } | { problem: ImportProblem },
): Promise<void> {
  const where = { id, claimId };
  // Store the result before the transaction, because it can be large, and a transaction blocks all other changes.
  if ("result" in outcome) {
    await db.importJob.updateMany({ where, data: { result: JSON.parse(JSON.stringify(outcome.result)) } });
  }
  const end = { claimId: null, leaseUntil: null };
  await withEventTransaction(db, async (tx) => {
    const { count } = await tx.importJob.updateMany({
      where,
      data:
        "result" in outcome ? { ...end, state: "done" } : { ...end, state: "failed", problem: stored(outcome.problem) },
    });
    if (count > 0) await tellOfImport(tx, personId, id);
  });
  await forgetReadPages(db, id);
}

/** A file that was read in the background. */
interface FinishedImport {
  id: string;
  /** The details that the user entered before the file was read. */
  given: Given;
  recognize: Recognition;
  /**
   * The result of reading the file.
   *
   * @throws UserError `not-found` (404) if the file has since been added or discarded
   */
  read(): Promise<ReadFile>;
}

/** A warning as earlier versions stored it, with an English message instead of a problem. */
type FormerWarning = Omit<ReadFile["doubts"][number], "problem"> & { text: string };

interface StoredResult extends Omit<ReadFile, "doubts"> {
  doubts: (ReadFile["doubts"][number] | FormerWarning)[];
}

function withProblems({ doubts, ...result }: StoredResult): ReadFile {
  const current = doubts.map((doubt) => {
    if ("problem" in doubt) return doubt;
    const { text, ...place } = doubt;
    return { ...place, problem: problem("import-warning.former", { sentence: text }) };
  });
  return { ...result, doubts: current };
}

/** The finished job of a source; null if there is none. */
export async function finishedImport(db: Database, sourceId: string): Promise<FinishedImport | null> {
  const job = await db.importJob.findUnique({
    where: { sourceId, state: "done" },
    select: { id: true, given: true, source: { select: { recognize: true } } },
  });
  if (!job) return null;
  const read = async () => {
    const stored = await db.importJob.findUnique({ where: { id: job.id }, select: { result: true } });
    if (!stored) throw notThere();
    return withProblems(stored.result as unknown as StoredResult);
  };
  const recognize = (job.source.recognize ?? "auto") as Recognition;
  return { id: job.id, given: job.given as Given, recognize, read };
}

/**
 * Returns a claimed job to the queue.
 *
 * @param options.counts whether the attempt counts; false if the server was stopped on purpose
 */
export async function release(db: Database, { id, claimId }: Claim, { counts }: { counts: boolean }): Promise<void> {
  await db.importJob.updateMany({
    where: { id, claimId },
    data: {
      ...{ state: "waiting", claimId: null, leaseUntil: null },
      ...(!counts && { attempts: { decrement: 1 } }),
    },
  });
}

function leaseEnd(now: Date, leaseMs: number): Date {
  return new Date(now.getTime() + leaseMs);
}
