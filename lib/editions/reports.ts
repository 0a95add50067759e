import "server-only";
import type { Database, Prisma, Transaction } from "../db/database";
import { changedFields, detailsAfter, type PrintedDetails, type ReportDetails } from "../report/details";
import type { Language } from "../report/model";
import type { WrittenName } from "../report/names";

/** A report without its editions. */
export interface StoredReport extends ReportDetails {
  slug: string;
  /** The version of the details. */
  version: number;
}

/** The columns that describe a report. */
export const DESCRIBED_BY = {
  ...{ slug: true, title: true, authors: true, editors: true, publisher: true, place: true, date: true },
  ...{ language: true, status: true, version: true },
} as const;

type Row = Prisma.ReportGetPayload<{ select: typeof DESCRIBED_BY }>;

/** Builds a report from its row. */
export function storedReportOf({ authors, editors, language, ...row }: Row): StoredReport {
  // These casts are safe, because only this file and the migration write these columns.
  return { ...row, authors: namesIn(authors), editors: namesIn(editors), language: language as Language };
}

function namesIn(value: Prisma.JsonValue): WrittenName[] {
  return value as unknown as WrittenName[];
}

function columnsOf({ authors, editors, ...details }: ReportDetails) {
  // These casts are safe, because names are JSON values.
  return { ...details, authors: authors as Prisma.InputJsonArray, editors: editors as Prisma.InputJsonArray };
}

/** All reports, by slug. */
export async function allReports(db: Database): Promise<Map<string, StoredReport>> {
  const rows = await db.report.findMany({ select: DESCRIBED_BY });
  return new Map(rows.map((row) => [row.slug, storedReportOf(row)]));
}

/** The report with this slug; null if there is none. */
export async function findReport(db: Database | Transaction, slug: string): Promise<StoredReport | null> {
  const row = await db.report.findUnique({ where: { slug }, select: DESCRIBED_BY });
  return row && storedReportOf(row);
}

/** The titles of reports, by slug. */
export async function titlesOf(db: Database, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const reports = await db.report.findMany({
    where: { slug: { in: [...slugs] } },
    select: { slug: true, title: true },
  });
  return new Map(reports.map(({ slug, title }) => [slug, title]));
}

/** Creates a report with the details from its first edition. */
export async function createReport(
  tx: Transaction,
  slug: string,
  printed: PrintedDetails,
  createdById: string | null,
): Promise<void> {
  const now = new Date();
  const columns = columnsOf({ ...printed, status: "published" });
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
  { title, authors, editors, publisher, place, date, language, status }: ReportDetails,
): Promise<StoredReport> {
  const details: ReportDetails = { title, authors, editors, publisher, place, date, language, status };
  if (changedFields(before, details).length === 0) return { slug, version, ...before };
  const data = { ...columnsOf(details), version: { increment: 1 }, updatedAt: new Date() };
  return storedReportOf(await tx.report.update({ where: { slug }, data, select: DESCRIBED_BY }));
}
