import "server-only";
import { audit, auditBy } from "../accounts/audit";
import { namesOf } from "../accounts/people";
import { type Actor, authorize, may } from "../accounts/policy";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { publish, withEventTransaction } from "../events/log";
import { DAY } from "../time";
import {
  countBelongings,
  findDeleted,
  findKept,
  type KeptReport,
  removeReport,
  removeSources,
  setArchived,
  setDeleted,
  setRestored,
} from "./lifecycle-repository";
import type { Archiving, DeletedReports, Deletion, DeletionPreview } from "./lifecycle-schemas";

/** How long a deleted report can be restored, in milliseconds. */
const KEPT = 30 * DAY;

/**
 * Archives a report: it is no longer listed or searched by default, but its page, its notes and all links to it still
 * work. Does nothing if it is archived already.
 *
 * @throws UserError `forbidden` (403), `no-such-report` (404)
 */
export function archiveReport(db: Database, actor: Actor, slug: string, now: Date = new Date()): Promise<Archiving> {
  return setArchiving(db, actor, slug, now);
}

/** Lists and searches an archived report again. @throws any error from `archiveReport` */
export function unarchiveReport(db: Database, actor: Actor, slug: string): Promise<Archiving> {
  return setArchiving(db, actor, slug, null);
}

function setArchiving(db: Database, actor: Actor, slug: string, at: Date | null): Promise<Archiving> {
  return withEventTransaction(db, async (tx) => {
    const before = await requireReport(tx, actor, slug);
    const permit = authorize(actor, "report.archive", { report: slug });
    if ((before.archivedAt === null) === (at === null)) return archivingOf(before);
    const after = await setArchived(tx, permit, at);
    await tell(tx, actor, after, at ? "report.archived" : "report.unarchived");
    return archivingOf(after);
  });
}

function archivingOf({ slug, archivedAt }: KeptReport): Archiving {
  return { slug, archivedAt: archivedAt?.toISOString() ?? null };
}

/**
 * What would be deleted with a report. It counts private notes of other people too, because whoever deletes the report
 * deletes those as well.
 *
 * @throws UserError `forbidden` (403), `no-such-report` (404)
 */
export async function previewDeletion(
  db: Database,
  actor: Actor,
  slug: string,
  now: Date = new Date(),
): Promise<DeletionPreview> {
  const { title } = await requireReport(db, actor, slug);
  authorize(actor, "report.restore", { report: slug });
  return { slug, title, ...(await countBelongings(db, slug, now)) };
}

/**
 * Deletes a report for everyone. Until it is permanently deleted after 30 days, it can be restored, and its slug stays
 * taken.
 *
 * @param typed the report's title, as the user typed it to confirm the deletion
 * @throws UserError `forbidden` (403), `reauthentication-required` (403), `no-such-report` (404), `title-different`
 *   (400)
 */
export function deleteReport(
  db: Database,
  actor: Actor,
  slug: string,
  { title }: Deletion,
  now: Date = new Date(),
): Promise<{ slug: string }> {
  return withEventTransaction(db, async (tx) => {
    const before = await requireReport(tx, actor, slug);
    const permit = authorize(actor, "report.delete", { report: slug });
    if (asTyped(title) !== asTyped(before.title)) throw new UserError("title-different");
    await tell(tx, actor, await setDeleted(tx, permit, now), "report.deleted");
    return { slug };
  });
}

/** Typing a title doesn't require its exact spaces, capitals or curly quotes. */
function asTyped(title: string): string {
  return title
    .normalize("NFKC")
    .replace(/[‘’]/gu, "'")
    .replace(/[“”«»„]/gu, '"')
    .replace(/[‐-―]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}

/** The deleted reports that a user can restore, those deleted last first. */
export async function listDeletedReports(db: Database, actor: Actor): Promise<DeletedReports> {
  const rows = (await findDeleted(db)).filter((row) => may(actor, "report.restore", { report: row.slug }));
  const names = await namesOf(
    db,
    rows.flatMap(({ deletedById }) => deletedById ?? []),
  );
  return {
    reports: rows.map(({ slug, title, deletedAt, deletedById }) => ({
      ...{ slug, title, by: (deletedById !== null && names.get(deletedById)) || null },
      at: new Date(deletedAt ?? 0).toISOString(),
      until: new Date((deletedAt?.getTime() ?? 0) + KEPT).toISOString(),
    })),
  };
}

/**
 * Restores a deleted report with everything that was in it. Does nothing if it isn't deleted.
 *
 * @throws UserError `forbidden` (403), `no-such-report` (404)
 */
export function restoreReport(db: Database, actor: Actor, slug: string): Promise<{ slug: string }> {
  return withEventTransaction(db, async (tx) => {
    const before = await requireKept(tx, actor, slug);
    const permit = authorize(actor, "report.restore", { report: slug });
    if (before.deletedAt) await tell(tx, actor, await setRestored(tx, permit), "report.restored");
    return { slug };
  });
}

/**
 * Permanently deletes a deleted report before its 30 days are over.
 *
 * @throws UserError `forbidden` (403), `reauthentication-required` (403), `no-such-report` (404), `not-deleted` (409),
 *   `storage-away` (503) if the report is deleted, but not all of its files in the bucket
 */
export async function eraseReport(
  db: Database,
  actor: Actor,
  slug: string,
  now: Date = new Date(),
): Promise<{ slug: string }> {
  const sources = await withEventTransaction(db, async (tx) => {
    const before = await requireKept(tx, actor, slug);
    authorize(actor, "report.erase", { report: slug });
    if (!before.deletedAt) throw new UserError("not-deleted");
    await tell(tx, actor, before, "report.erased");
    return removeReport(tx, slug, now);
  });
  if ((await removeSources(db, sources)) > 0) throw new UserError("storage-away.erase");
  return { slug };
}

/** Permanently deletes the reports that were deleted more than 30 days ago. */
export async function eraseDeletedReports(db: Database, now: Date = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT);
  for (const { slug } of await findDeleted(db, before)) {
    const sources = await withEventTransaction(db, async (tx) => {
      const report = await findKept(tx, slug);
      // Another instance has erased it, or someone has just restored it.
      if (!report?.deletedAt || report.deletedAt >= before) return [];
      await tell(tx, null, report, "report.erased");
      return removeReport(tx, slug, now);
    });
    await removeSources(db, sources);
  }
}

/** Records a step in the audit log and publishes its event. @param actor null for Concord itself */
async function tell(
  tx: Transaction,
  actor: Actor | null,
  { slug, title, listingVersion: version }: KeptReport,
  kind: "report.archived" | "report.unarchived" | "report.deleted" | "report.restored" | "report.erased",
): Promise<void> {
  if (actor) await auditBy(tx, actor, kind, null, { title });
  else await audit(tx, { by: null, client: null, action: kind, subjectId: null, detail: { title } });
  await publish(tx, { kind, report: slug, subjectId: slug, version, actorId: actor?.id ?? null });
}

/** @throws UserError `no-such-report` (404), also if it is deleted, or the user can't read it */
async function requireReport(db: Database | Transaction, actor: Actor, slug: string): Promise<KeptReport> {
  const report = await requireKept(db, actor, slug);
  if (!report.deletedAt) return report;
  throw new UserError("no-such-report");
}

/** A report, deleted or not. @throws UserError `no-such-report` (404), also if the user can't read it */
async function requireKept(db: Database | Transaction, actor: Actor, slug: string): Promise<KeptReport> {
  const report = await findKept(db, slug);
  if (report && may(actor, "report.read", { report: slug })) return report;
  throw new UserError("no-such-report");
}
