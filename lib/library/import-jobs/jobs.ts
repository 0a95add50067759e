import "server-only";
import { randomUUID } from "node:crypto";
import { storedClient } from "../../accounts/audit";
import { type Actor, authorize, notThere } from "../../accounts/policy";
import { removeImportNotice } from "../../annotations/inbox/inbox-telling";
import { config } from "../../config";
import { UNUSED_SOURCE } from "../../current-reports";
import type { Database, Prisma, Transaction } from "../../db/database";
import { codeOf, UserError } from "../../errors";
import type { Say } from "../../errors/fill";
import { sentenceOf } from "../../errors/sentence";
import { withEventTransaction } from "../../events/log";
import type { ImportProgress } from "../../report-import/progress";
import type { Recognition } from "../../report-import/recognition";
import { requirePendingSource } from "../../sources/store";
import type { NewPdf } from "../added-pdf-schemas";
import type { Given } from "../edition-schemas";
import { type ImportProblem, queuedJobs } from "./queue";
import { queueOf } from "./queue-order";
import { readPages } from "./read-pages";
import { wakeImportJobs } from "./runner";
import type { ImportJobChange, ImportJobList, ImportJobView, NewImportJob, ReadPagesView } from "./schemas";

/**
 * Maximum number of import jobs per user, and the maximum total size of their files as a multiple of the limit for one
 * file.
 */
const MAX_JOBS = { jobs: 20, timesLimit: 5 };

const SHOWN = {
  ...{ id: true, state: true, given: true, progress: true, problem: true },
  source: { select: { id: true, name: true, recognize: true } },
  inbox: { where: { readAt: null }, select: { id: true } },
} as const satisfies Prisma.ImportJobSelect;
type Row = Prisma.ImportJobGetPayload<{ select: typeof SHOWN }>;

/**
 * Queues one of the user's own pending files for reading. If the file already has a job, that job starts again.
 *
 * @throws UserError `forbidden` (403), `too-many-imports` (409), and any error from `requirePendingSource`
 */
export async function createImportJob(
  db: Database,
  actor: Actor,
  { source, given, recognize }: NewImportJob,
  say: Say = sentenceOf,
): Promise<ImportJobView> {
  authorize(actor, "import.create", null);
  await requirePendingSource(db, actor, source);
  return queue(db, actor, { source, given, editionId: null, ...(recognize && { recognize }) }, say);
}

/**
 * Queues one of the user's own pending PDFs to be added to an edition. PDFs of the user that couldn't be added to that
 * report are forgotten.
 *
 * @throws UserError `forbidden` (403), `pdf-waiting` (409) if another PDF of the user is being read for the report,
 *   `too-many-imports` (409)
 */
export async function createPdfJob(
  db: Database,
  actor: Actor,
  { source, edition }: NewPdf & { edition: { id: string; report: string } },
  say: Say,
): Promise<ImportJobView> {
  authorize(actor, "import.create", null);
  for (const { id, state } of await listPdfJobs(db, actor, edition.report, say)) {
    if (state !== "failed") throw new UserError("pdf-waiting");
    await discardImportJob(db, actor, id);
  }
  return queue(db, actor, { source, given: {}, editionId: edition.id }, say);
}

/**
 * The user's own jobs that add a PDF to an edition of a report, oldest first. The edition may have been superseded since
 * then.
 */
export async function listPdfJobs(db: Database, actor: Actor, report: string, say: Say): Promise<ImportJobView[]> {
  return jobsOf(db, { personId: actor.id, edition: { report } }, say);
}

async function queue(
  db: Database,
  actor: Actor,
  { source, given, editionId, recognize }: NewImportJob & { editionId: string | null },
  say: Say,
): Promise<ImportJobView> {
  const queued = {
    ...({ state: "waiting", attempts: 0, claimId: null, leaseUntil: null } as const),
    ...{ given, editionId, createdAt: new Date() },
    ...(editionId === null ? { address: null, device: null } : storedClient(actor.client ?? null)),
  };
  const id = await withEventTransaction(db, async (tx) => {
    if (recognize) await tx.source.update({ where: { id: source }, data: { recognize } });
    const former = await tx.importJob.findUnique({ where: { sourceId: source }, select: { id: true } });
    if (former) {
      await removeImportNotice(tx, actor.id, former.id);
      await tx.importJob.update({ where: former, data: queued });
      return former.id;
    }
    await requireRoom(tx, actor.id, source);
    const made = randomUUID();
    await tx.importJob.create({ data: { ...queued, id: made, personId: actor.id, sourceId: source } });
    return made;
  });
  wakeImportJobs();
  const row = await db.importJob.findUniqueOrThrow({ where: { id }, select: SHOWN });
  return viewOf(row, await positions(db), say);
}

/** A user's import jobs, oldest first, except for those that add a PDF to an edition. */
export async function listImportJobs(db: Database, actor: Actor, say: Say = sentenceOf): Promise<ImportJobList> {
  authorize(actor, "import.create", null);
  return { jobs: await jobsOf(db, { personId: actor.id, editionId: null }, say) };
}

async function jobsOf(db: Database, where: Prisma.ImportJobWhereInput, say: Say): Promise<ImportJobView[]> {
  const rows = await db.importJob.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: SHOWN,
  });
  const at = rows.some(({ state }) => state === "waiting" || state === "running") ? await positions(db) : new Map();
  return rows.map((row) => viewOf(row, at, say));
}

/**
 * The pages of a file that have been read so far, while the others are still being read.
 *
 * @param after the number of batches of pages to skip
 * @throws UserError `not-found` (404) if the job isn't the user's own
 */
export async function pagesOfImportJob(db: Database, actor: Actor, id: string, after: number): Promise<ReadPagesView> {
  const job = await db.importJob.findUnique({ where: { id }, select: { personId: true } });
  if (!job) throw notThere();
  authorize(actor, "import.read", job);
  return readPages(db, id, after);
}

/**
 * Replaces the corrections to a job's file. They stay with the file when it is added as an edition.
 *
 * @throws UserError `not-found` (404) if the job isn't the user's own
 */
export async function correctImportJob(
  db: Database,
  actor: Actor,
  id: string,
  { corrections }: ImportJobChange,
): Promise<{ id: string }> {
  const job = await db.importJob.findUnique({ where: { id }, select: { personId: true, sourceId: true } });
  if (!job) throw notThere();
  authorize(actor, "import.correct", job);
  await db.source.update({ where: { id: job.sourceId }, data: { corrections } });
  return { id };
}

/**
 * Cancels a job and deletes its file, whether the job is waiting, running or finished. The instance that is reading the
 * file stops within a second.
 *
 * @throws UserError `not-found` (404) if the job isn't the user's own
 */
export async function discardImportJob(db: Database, actor: Actor, id: string): Promise<{ id: string }> {
  const sourceId = await withEventTransaction(db, async (tx) => {
    const job = await tx.importJob.findUnique({ where: { id }, select: { personId: true, sourceId: true } });
    if (!job) throw notThere();
    authorize(actor, "import.discard", job);
    await removeImportNotice(tx, job.personId, id);
    await tx.importJob.delete({ where: { id } });
    return job.sourceId;
  });
  // Delete the file outside the transaction, because deleting a large file takes a while and all other changes would
  // wait.
  await db.source.deleteMany({ where: { id: sourceId, ...UNUSED_SOURCE } });
  return { id };
}

/** Removes the job of a file that was added as an edition. */
export async function endImportJob(tx: Transaction, sourceId: string): Promise<void> {
  const job = await tx.importJob.findUnique({ where: { sourceId }, select: { id: true, personId: true } });
  if (!job) return;
  await removeImportNotice(tx, job.personId, job.id);
  await tx.importJob.delete({ where: { id: job.id } });
}

/** @throws UserError `too-many-imports` (409) */
async function requireRoom(tx: Transaction, personId: string, source: string): Promise<void> {
  const open = await tx.source.findMany({
    where: { OR: [{ importJob: { personId } }, { id: source }] },
    select: { size: true },
  });
  const bytes = open.reduce((sum, { size }) => sum + size, 0);
  if (open.length <= MAX_JOBS.jobs && bytes <= MAX_JOBS.timesLimit * config().maxFileBytes) return;
  throw new UserError("too-many-imports");
}

/** Queue positions of the waiting jobs, by id. */
async function positions(db: Database): Promise<ReadonlyMap<string, number>> {
  return new Map(queueOf(await queuedJobs(db)).map(({ id }, index) => [id, index + 1]));
}

/** The form in which earlier versions stored a job's problem. */
interface FormerProblem {
  code: string;
  message: string;
}

/** Why a job failed. @param problem the column of the failed job */
export function problemOf(problem: Prisma.JsonValue, say: Say): NonNullable<ImportJobView["problem"]> {
  const stored = problem as unknown as ImportProblem | FormerProblem;
  return "key" in stored ? { code: codeOf(stored.key), message: say(stored) } : stored;
}

function viewOf(
  { id, state, given, progress, problem, source, inbox }: Row,
  at: ReadonlyMap<string, number>,
  say: Say,
): ImportJobView {
  return {
    id,
    source: source.id,
    name: source.name,
    // A job whose instance died is waiting for another instance.
    state: at.has(id) ? "waiting" : state,
    position: at.get(id) ?? null,
    progress: state === "running" && !at.has(id) ? (progress as ImportProgress | null) : null,
    given: given as Given,
    recognize: (source.recognize ?? "auto") as Recognition,
    problem: state === "failed" ? problemOf(problem, say) : null,
    unread: inbox[0]?.id ?? null,
  };
}
