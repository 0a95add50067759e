import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Prisma, Transaction } from "../db/database";
import { detailsOf, type PrintedDetails, withDetails } from "../report/details";
import type { Report } from "../report/model";
import { type ReportSummary, summaryOf } from "../report/summary";
import { TEXT_RULES } from "../report/text-rules";
import type { FigurePlace } from "../word-boxes/model";
import { pageBreaks } from "./pages";
import { createReport, DESCRIBED_BY, describeByEdition, findReport, requireFreeSlug, storedReportOf } from "./reports";

/** An edition without its text. */
export interface Edition {
  id: string;
  /** The report's slug. */
  report: string;
  /** 1 for the first edition of a report. */
  ordinal: number;
  /** SHA-256 of the Markdown, hexadecimal. */
  hash: string;
  /** Version of the rules that the text was parsed with (`TEXT_RULES`). */
  textRules: number;
  /** The title as given in the text. */
  title: string;
  createdAt: Date;
}

/** An edition with its canonical text. */
export interface EditionText extends Edition {
  text: string;
}

const KNOWN_BY = { id: true, report: true, ordinal: true, hash: true, textRules: true, title: true, createdAt: true };

/** The hash that identifies an edition's Markdown: SHA-256, hexadecimal. */
export function hashOf(markdown: string): string {
  return createHash("sha256").update(markdown).digest("hex");
}

/** Whether an edition was parsed with the current version of the rules. */
export function isReadByTheseRules({ textRules }: Edition): boolean {
  return textRules === TEXT_RULES;
}

/** Whether parsing this Markdown with the current rules would result in this edition. */
export function isEditionOf(edition: Edition, markdown: string): boolean {
  return isReadByTheseRules(edition) && edition.hash === hashOf(markdown);
}

/** Where an edition came from. */
export interface Origin {
  createdById: string | null;
  sourceId: string | null;
  /** Where the pictures are on the pages of the source; null if unknown. */
  figures: readonly FigurePlace[] | null;
}

/**
 * Stores a report as a new edition, unless it is identical to the current one.
 *
 * @param tx a transaction from `withEventTransaction`, so that no edition is added concurrently
 * @param report the result of parsing `markdown`
 * @param origin the user who adds the edition in the app, and the source file; null if it was supplied with the
 *   instance or added from the command line
 * @throws UserError `slug-deleted` (409)
 */
export async function storeEdition(
  tx: Transaction,
  report: Report,
  markdown: string,
  { createdById, sourceId, figures: places }: Origin,
): Promise<{ edition: EditionText; isNew: boolean }> {
  const { slug, text, meta } = report;
  const current = await currentEdition(tx, slug);
  if (current && isEditionOf(current, markdown)) return { edition: { ...current, text }, isNew: false };
  const known = await findReport(tx, slug);
  if (!known) {
    await requireFreeSlug(tx, slug);
    await createReport(tx, slug, detailsOf(meta), createdById);
  } else if (current) await describeByEdition(tx, known, await printedDetails(tx, current.id), detailsOf(meta));
  const edition: EditionText = {
    id: randomUUID(),
    report: slug,
    ordinal: (current?.ordinal ?? 0) + 1,
    hash: hashOf(markdown),
    textRules: TEXT_RULES,
    title: meta.title,
    createdAt: new Date(),
    text,
  };
  // Convert to JSON and back to drop properties that are undefined.
  const [document, summary] = JSON.parse(JSON.stringify([report, summaryOf(report)]));
  const figures = places && JSON.stringify(places);
  await tx.edition.create({ data: { ...edition, markdown, document, summary, createdById, sourceId, figures } });
  return { edition, isNew: true };
}

/** Where the pictures of an edition are on the pages of its source; empty if unknown. */
export async function figurePlaces(db: Database | Transaction, id: string): Promise<FigurePlace[]> {
  const edition = await db.edition.findUnique({ where: { id, ...IN_CURRENT_REPORT }, select: { figures: true } });
  // This cast is safe, because only `storeEdition` writes this column.
  return edition?.figures ? (JSON.parse(edition.figures) as FigurePlace[]) : [];
}

/** The newest edition of a report; null if it has none, or was deleted. */
export function currentEdition(db: Database | Transaction, slug: string): Promise<Edition | null> {
  return db.edition.findFirst({
    where: { report: slug, ...IN_CURRENT_REPORT },
    orderBy: { ordinal: "desc" },
    select: KNOWN_BY,
  });
}

/** The stored editions of a report. */
export interface StoredEditions {
  /** The newest edition. */
  current: Edition;
  /** The hashes of all editions, oldest first. */
  hashes: readonly string[];
}

/**
 * The editions of reports, by slug.
 *
 * @param slugs limits the result to these reports
 */
export async function storedEditions(
  db: Database | Transaction,
  slugs?: readonly string[],
): Promise<Map<string, StoredEditions>> {
  const editions = await db.edition.findMany({
    where: { ...IN_CURRENT_REPORT, ...(slugs && { report: { in: [...slugs] } }) },
    orderBy: { ordinal: "asc" },
    select: KNOWN_BY,
  });
  const reports = new Map<string, StoredEditions>();
  for (const current of editions) {
    const hashes = [...(reports.get(current.report)?.hashes ?? []), current.hash];
    reports.set(current.report, { current, hashes });
  }
  return reports;
}

/**
 * A number that increases with every stored edition, every change to details and every change to where a report is
 * listed. Uses SQL because, after a change, every request for a report or a search reads this number, and Prisma
 * takes three times as much CPU time.
 */
export async function libraryVersion(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ version: number | bigint }[]>`
    SELECT (SELECT COUNT(*) FROM "Edition")
      + (SELECT COALESCE(SUM("version" + "listingVersion"), 0) FROM "Report")
      + (SELECT COALESCE(SUM("version"), 0) FROM "ErasedReport") AS "version"`;
  return Number(rows[0]!.version);
}

/** An edition with the user who added it. */
export interface EditionRow extends Edition {
  createdBy: { name: string } | null;
}

const WITH_AUTHOR = { ...KNOWN_BY, createdBy: { select: { name: true } } } as const;

/** The editions of a report, newest first; none if it was deleted. */
export function editionsOf(db: Database, slug: string): Promise<EditionRow[]> {
  const where = { report: slug, ...IN_CURRENT_REPORT };
  return db.edition.findMany({ where, orderBy: { ordinal: "desc" }, select: WITH_AUTHOR });
}

/** The edition of a report with this number; null if there is none. */
export function editionOrdinal(db: Database, report: string, ordinal: number): Promise<EditionRow | null> {
  const where = { report_ordinal: { report, ordinal }, ...IN_CURRENT_REPORT };
  return db.edition.findUnique({ where, select: WITH_AUTHOR });
}

/** Whether a Markdown text is an edition of a report, current or earlier. */
export async function wasStored(tx: Transaction, slug: string, markdown: string): Promise<boolean> {
  return (await tx.edition.count({ where: { report: slug, hash: hashOf(markdown) } })) > 0;
}

/** An edition's Markdown; null if there is no such edition. */
export async function editionMarkdown(db: Database, id: string): Promise<string | null> {
  const edition = await db.edition.findUnique({ where: { id, ...IN_CURRENT_REPORT }, select: { markdown: true } });
  return edition?.markdown ?? null;
}

/** The canonical texts of editions, by id. */
export async function textsOf(db: Database | Transaction, ids: string[]): Promise<Map<string, string>> {
  const where = { id: { in: ids }, ...IN_CURRENT_REPORT };
  const editions = await db.edition.findMany({ where, select: { id: true, text: true } });
  return new Map(editions.map(({ id, text }) => [id, text]));
}

/** The editions with the given ids. */
export function editionsNamed(db: Database, ids: readonly string[]): Promise<Edition[]> {
  return db.edition.findMany({ where: { id: { in: [...ids] }, ...IN_CURRENT_REPORT }, select: KNOWN_BY });
}

/** An edition with its canonical text; null if there is no such edition. */
export function editionText(db: Database | Transaction, id: string): Promise<EditionText | null> {
  return db.edition.findUnique({ where: { id, ...IN_CURRENT_REPORT }, select: { ...KNOWN_BY, text: true } });
}

/** The editions of a report that are newer than the given one, oldest first. */
export function editionsAfter(tx: Database | Transaction, { report, ordinal }: Edition): Promise<EditionText[]> {
  return tx.edition.findMany({
    where: { report, ordinal: { gt: ordinal } },
    orderBy: { ordinal: "asc" },
    select: { ...KNOWN_BY, text: true },
  });
}

/**
 * The parsed report of an edition, with the current details of its report; null if there is no such edition. A text
 * without page numbers has those of the PDF that was added to it.
 */
export async function editionReport(db: Database | Transaction, id: string): Promise<Report | null> {
  const edition = await db.edition.findUnique({
    where: { id, ...IN_CURRENT_REPORT },
    select: { document: true, ofReport: { select: DESCRIBED_BY }, addedPdf: { select: { sourceId: true } } },
  });
  if (!edition) return null;
  const printed = parsedReport(edition);
  const hasNumbers = printed.pages.length > 0 || !edition.addedPdf;
  const pages = hasNumbers ? printed.pages : await pageBreaks(db, id, printed.blocks);
  return { ...printed, pages, meta: withDetails(printed.meta, storedReportOf(edition.ofReport)) };
}

/** The parsed report of an edition as it was stored; null if there is no such edition. */
export async function printedReport(db: Database | Transaction, id: string): Promise<Report | null> {
  const edition = await db.edition.findUnique({ where: { id, ...IN_CURRENT_REPORT }, select: { document: true } });
  return edition && parsedReport(edition);
}

function parsedReport({ document }: { document: Prisma.JsonValue }): Report {
  // This cast is safe, because only `storeEdition` writes this column and editions never change.
  return document as unknown as Report;
}

/**
 * The details in an edition's text.
 * @param id the id of an existing edition
 */
export async function printedDetails(db: Database | Transaction, id: string): Promise<PrintedDetails> {
  const { summary } = await db.edition.findUniqueOrThrow({ where: { id }, select: { summary: true } });
  // This cast is safe, because only summaries are written to this column.
  const printed = (summary as unknown as ReportSummary | null) ?? (await printedReport(db, id));
  if (!printed) throw new Error(`Edition ${id} no longer exists.`);
  return detailsOf(printed.meta);
}
