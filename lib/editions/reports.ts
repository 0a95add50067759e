import "server-only";
import { CURRENT_REPORT } from "../current-reports";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { changedFields, detailsAfter, type PrintedDetails, type ReportDetails } from "../report/details";
import type { Language } from "../report/model";
import type { WrittenName } from "../report/names";

/** A report without its editions. */
export interface StoredReport extends ReportDetails {
  slug: string;
  /** The version of the details. */
  version: number;
}

/** What a report's entry in the library depends on, besides its editions and who can read it. */
export interface ReportState {
  /** The version of the details. */
  version: number;
  /** Null unless the report is archived. */
  archivedAt: Date | null;
  createdAt: Date;
}

/** The columns that describe a report. */
export const DESCRIBED_BY = {
  ...{ slug: true, title: true, authors: true, editors: true, publisher: true, place: true, date: true },
  ...{ language: true, status: true, topics: true, version: true },
} as const;

type Row = Prisma.ReportGetPayload<{ select: typeof DESCRIBED_BY }>;

/** Builds a report from its row. */
export function storedReportOf({ authors, editors, language, topics, ...row }: Row): StoredReport {
  // These casts are safe, because only this file and the migration write these columns.
  return {
    ...{ ...row, authors: namesIn(authors), editors: namesIn(editors) },
    ...{ language: language as Language, topics: (topics ?? []) as string[] },
  };
}

function namesIn(value: Prisma.JsonValue): WrittenName[] {
  return value as unknown as WrittenName[];
}

function columnsOf({ authors, editors, ...details }: ReportDetails) {
  // These casts are safe, because names are JSON values.
  return { ...details, authors: authors as Prisma.InputJsonArray, editors: editors as Prisma.InputJsonArray };
}

/**
 * The states of the reports that aren't deleted, by slug.
 *
 * @param slugs limits the result to these reports
 */
export async function reportStates(db: Database, slugs?: readonly string[]): Promise<Map<string, ReportState>> {
  const where = { ...CURRENT_REPORT, ...(slugs && { slug: { in: [...slugs] } }) };
  const select = { slug: true, version: true, archivedAt: true, createdAt: true };
  const rows = await db.report.findMany({ where, select });
  return new Map(rows.map(({ slug, ...state }) => [slug, state]));
}

/**
 * The reports that aren't deleted, by slug.
 *
 * @param slugs limits the result to these reports
 */
export async function allReports(db: Database, slugs?: readonly string[]): Promise<Map<string, StoredReport>> {
  const where = { ...CURRENT_REPORT, ...(slugs && { slug: { in: [...slugs] } }) };
  const rows = await db.report.findMany({ where, select: DESCRIBED_BY });
  return new Map(rows.map((row) => [row.slug, storedReportOf(row)]));
}

/** The report with this slug; null if there is none, or if it was deleted. */
export async function findReport(db: Database | Transaction, slug: string): Promise<StoredReport | null> {
  const row = await db.report.findUnique({ where: { slug, ...CURRENT_REPORT }, select: DESCRIBED_BY });
  return row && storedReportOf(row);
}

/** The titles of reports, by slug. */
export async function titlesOf(db: Database, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const reports = await db.report.findMany({
    where: { slug: { in: [...slugs] }, ...CURRENT_REPORT },
    select: { slug: true, title: true },
  });
  return new Map(reports.map(({ slug, title }) => [slug, title]));
}

/** The slugs of reports that were deleted, permanently or not, and haven't been added again. */
export async function goneReports(db: Database): Promise<ReadonlySet<string>> {
  const select = { slug: true };
  const deleted = await db.report.findMany({ where: { NOT: CURRENT_REPORT }, select });
  const erased = await db.erasedReport.findMany({ select });
  const again = await db.report.findMany({ where: { slug: { in: erased.map(({ slug }) => slug) } }, select });
  const gone = new Set(erased.map(({ slug }) => slug));
  for (const { slug } of again) gone.delete(slug);
  for (const { slug } of deleted) gone.add(slug);
  return gone;
}

/** Which of the given slugs belong to deleted reports that can still be restored. */
export async function deletedAmong(db: Database, slugs: readonly string[]): Promise<ReadonlySet<string>> {
  if (slugs.length === 0) return new Set();
  const where = { slug: { in: [...slugs] }, NOT: CURRENT_REPORT };
  const rows = await db.report.findMany({ where, select: { slug: true } });
  return new Set(rows.map(({ slug }) => slug));
}

/** @throws UserError `slug-deleted` (409) if a deleted report still has this slug, because it could be restored */
export async function requireFreeSlug(tx: Transaction, slug: string): Promise<void> {
  if ((await tx.report.count({ where: { slug } })) > 0) throw new UserError("slug-deleted", { slug });
}

/** Creates a report with the details from its first edition. */
export async function createReport(
  tx: Transaction,
  slug: string,
  printed: PrintedDetails,
  createdById: string | null,
): Promise<void> {
  const now = new Date();
  const columns = columnsOf({ ...printed, status: "published", topics: [] });
  await tx.report.create({ data: { slug, ...columns, createdAt: now, createdById, updatedAt: now } });
}

/** Updates the details that differ between a new edition and the one before it. */
export async function describeByEdition(
  tx: Transaction,
  report: StoredReport,
  before: PrintedDetails,
  next: PrintedDetails,
): Promise<void> {
  await updateDetails(tx, report, detailsAfter(report, before, next));
}

/**
 * Changes a report's details if they differ.
 * @returns the report after the change
 */
export async function updateDetails(
  tx: Transaction,
  { slug, version, ...before }: StoredReport,
  { title, authors, editors, publisher, place, date, language, status, topics }: ReportDetails,
): Promise<StoredReport> {
  const details: ReportDetails = { title, authors, editors, publisher, place, date, language, status, topics };
  if (changedFields(before, details).length === 0) return { slug, version, ...before };
  const data = { ...columnsOf(details), version: { increment: 1 }, updatedAt: new Date() };
  return storedReportOf(await tx.report.update({ where: { slug }, data, select: DESCRIBED_BY }));
}
