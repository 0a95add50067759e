import "server-only";
import type { Authorized, OfReport } from "../accounts/policy";
import { CURRENT_REPORT, UNUSED_SOURCE } from "../current-reports";
import type { Database, Prisma, Transaction } from "../db/database";
import { forgetObjects } from "../sources/objects";
import type { DeletionPreview } from "./lifecycle-schemas";

const KNOWN_BY = { slug: true, title: true, archivedAt: true, deletedAt: true, deletedById: true } as const;
type Row = Prisma.ReportGetPayload<{ select: typeof KNOWN_BY }>;

/** A report as its lifecycle sees it: deleted or not. */
export interface KeptReport extends Row {
  /** Incremented by every change to where the report is listed. */
  listingVersion: number;
}

const SELECT = { ...KNOWN_BY, listingVersion: true } as const;

/** The report with this slug, deleted or not; null if there is none. */
export function findKept(db: Database | Transaction, slug: string): Promise<KeptReport | null> {
  return db.report.findUnique({ where: { slug }, select: SELECT });
}

/** The deleted reports, those deleted last first. @param before only those deleted before this time */
export function findDeleted(db: Database | Transaction, before?: Date): Promise<KeptReport[]> {
  const deleted = before && { deletedAt: { lt: before } };
  return db.report.findMany({
    where: { NOT: CURRENT_REPORT, ...deleted },
    orderBy: [{ deletedAt: "desc" }, { slug: "asc" }],
    select: SELECT,
  });
}

export function setArchived(
  tx: Transaction,
  { actor, resource: { report } }: Authorized<OfReport, "report.archive">,
  at: Date | null,
): Promise<KeptReport> {
  return update(tx, report, { archivedAt: at, archivedById: at && actor.id });
}

export function setDeleted(
  tx: Transaction,
  { actor, resource: { report } }: Authorized<OfReport, "report.delete">,
  at: Date,
): Promise<KeptReport> {
  return update(tx, report, { deletedAt: at, deletedById: actor.id });
}

export function setRestored(
  tx: Transaction,
  { resource: { report } }: Authorized<OfReport, "report.restore">,
): Promise<KeptReport> {
  return update(tx, report, { deletedAt: null, deletedById: null });
}

function update(tx: Transaction, slug: string, change: Prisma.ReportUncheckedUpdateInput): Promise<KeptReport> {
  return tx.report.update({ where: { slug }, data: { ...change, listingVersion: { increment: 1 } }, select: SELECT });
}

/** Counts everything that is deleted with a report, no matter who can see it. */
export async function countBelongings(
  db: Database,
  slug: string,
  now: Date,
): Promise<Omit<DeletionPreview, "slug" | "title">> {
  const highlight = { report: slug, deletedAt: null };
  const passages = { some: { position: { not: null }, edition: { report: slug } } };
  const isOpen = { tokenHash: { not: null }, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  const [editions, highlights, byAuthor, links, collections, savedSearches, files] = await Promise.all([
    db.edition.count({ where: { report: slug } }),
    db.highlight.count({ where: highlight }),
    db.note.groupBy({ by: ["authorId"], where: { deletedAt: null, highlight }, _count: true }),
    db.share.count({ where: { title: null, passages, ...isOpen } }),
    db.share.count({ where: { title: { not: null }, passages } }),
    db.savedSearch.count({ where: { report: slug } }),
    db.source.aggregate({ where: sourcesOf(slug), _count: true, _sum: { size: true } }),
  ]);
  return {
    ...{ editions, highlights, links, collections, savedSearches },
    notes: byAuthor.reduce((sum, { _count }) => sum + _count, 0),
    authors: byAuthor.length,
    files: files._count,
    bytes: files._sum.size ?? 0,
  };
}

function sourcesOf(slug: string) {
  return {
    OR: [{ editions: { some: { report: slug } } }, { addedTo: { some: { edition: { report: slug } } } }],
  } satisfies Prisma.SourceWhereInput;
}

/**
 * Deletes a report with its editions, their pages, and everything that people wrote in it. Links to its passages stay
 * as revoked links without content, so that they keep answering that they are gone. Events keep their numbers, but no
 * longer name the report.
 *
 * @returns the ids of its files, to be deleted with `removeSources` after the transaction
 */
export async function removeReport(tx: Transaction, slug: string, now: Date): Promise<string[]> {
  const sources = await tx.source.findMany({ where: sourcesOf(slug), select: { id: true } });
  const { version, listingVersion, _count } = await tx.report.findUniqueOrThrow({
    where: { slug },
    select: { version: true, listingVersion: true, _count: { select: { editions: true } } },
  });
  const ofReport = { edition: { report: slug } };
  const alone = { title: null, passages: { some: ofReport } };
  await tx.share.updateMany({ where: { ...alone, revokedAt: null }, data: { revokedAt: now } });
  await tx.sharedPassage.deleteMany({ where: ofReport });
  // The database deletes what belongs to a highlight: placements, tags, notes with their versions, replies, inbox items.
  await tx.highlight.deleteMany({ where: { report: slug } });
  await tx.savedSearch.deleteMany({ where: { report: slug } });
  await tx.event.updateMany({ where: { report: slug }, data: { report: null } });
  await tx.edition.deleteMany({ where: { report: slug } });
  await tx.report.delete({ where: { slug } });
  // One more, so that the version of the library increases.
  const contributed = _count.editions + version + listingVersion + 1;
  await tx.erasedReport.upsert({
    where: { slug },
    create: { slug, version: contributed, erasedAt: now },
    update: { version: { increment: contributed }, erasedAt: now },
  });
  return sources.map(({ id }) => id);
}

/**
 * Deletes files that no edition uses any more, one at a time, because they can be large. If this is interrupted, they
 * are deleted like other files without an edition.
 *
 * @returns the number of objects in the bucket that could not be deleted yet
 */
export async function removeSources(db: Database, ids: readonly string[]): Promise<number> {
  for (const id of ids) await db.source.deleteMany({ where: { id, ...UNUSED_SOURCE } });
  return forgetObjects(db, { sourceIds: ids });
}
