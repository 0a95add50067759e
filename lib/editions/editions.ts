import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Database, Transaction } from "../db/database";
import type { Report } from "../report/model";
import { summaryOf } from "../report/summary";
import { TEXT_RULES } from "../report/text-rules";

/** What an edition is known by, without its text. */
export interface Edition {
  id: string;
  /** The report's slug. */
  report: string;
  /** 1 for the first edition of a report. */
  ordinal: number;
  /** SHA-256 of the Markdown, hexadecimal. */
  hash: string;
  /** Version of the rules by which it was read. */
  textRules: number;
  title: string;
  createdAt: Date;
}

/** An edition with its canonical text. */
export interface EditionText extends Edition {
  text: string;
}

const KNOWN_BY = { id: true, report: true, ordinal: true, hash: true, textRules: true, title: true, createdAt: true };

/** What editions name a Markdown by: its SHA-256, hexadecimal. */
export function hashOf(markdown: string): string {
  return createHash("sha256").update(markdown).digest("hex");
}

/** Whether an edition was read by the rules of this version of the app. */
export function isReadByTheseRules({ textRules }: Edition): boolean {
  return textRules === TEXT_RULES;
}

/** Whether an edition is what this Markdown gives, read by the rules of this version of the app. */
export function isEditionOf(edition: Edition, markdown: string): boolean {
  return isReadByTheseRules(edition) && edition.hash === hashOf(markdown);
}

/**
 * Stores a report as it is read now. What is the current edition already is not stored again.
 *
 * @param tx a transaction in which no other edition of the report can be stored: `withEventTransaction`
 * @param report what `markdown` was parsed to
 * @param createdById id of the person who adds it in the app; null where it came from a file
 */
export async function storeEdition(
  tx: Transaction,
  report: Report,
  markdown: string,
  createdById: string | null,
): Promise<{ edition: EditionText; isNew: boolean }> {
  const { slug, text, meta } = report;
  const current = await currentEdition(tx, slug);
  if (current && isEditionOf(current, markdown)) return { edition: { ...current, text }, isNew: false };
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
  // Fields that are undefined are no JSON.
  const [document, summary] = JSON.parse(JSON.stringify([report, summaryOf(report)]));
  await tx.edition.create({ data: { ...edition, markdown, document, summary, createdById } });
  return { edition, isNew: true };
}

/** What reports are called in their newest editions, by their slugs. */
export async function currentTitles(db: Database, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const editions = await db.edition.findMany({
    where: { report: { in: [...slugs] } },
    orderBy: { ordinal: "asc" },
    select: { report: true, title: true },
  });
  return new Map(editions.map(({ report, title }) => [report, title]));
}

/** The newest edition of a report; null where it has none. */
export function currentEdition(db: Database | Transaction, slug: string): Promise<Edition | null> {
  return db.edition.findFirst({ where: { report: slug }, orderBy: { ordinal: "desc" }, select: KNOWN_BY });
}

/** What is stored of a report. */
export interface StoredReport {
  /** Its newest edition. */
  current: Edition;
  /** The hashes of all its editions, oldest first. */
  hashes: readonly string[];
}

/** Every report of which an edition was ever stored, by its slug. */
export async function storedReports(db: Database | Transaction): Promise<Map<string, StoredReport>> {
  const editions = await db.edition.findMany({ orderBy: { ordinal: "asc" }, select: KNOWN_BY });
  const reports = new Map<string, StoredReport>();
  for (const current of editions) {
    const hashes = [...(reports.get(current.report)?.hashes ?? []), current.hash];
    reports.set(current.report, { current, hashes });
  }
  return reports;
}

/**
 * How many editions are stored. They are never changed nor taken away, so that another number says that there are new ones. In SQL, since
 * every request for a report or a search asks: Prisma's own way takes three times as much of the processor.
 */
export async function countEditions(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ count: number | bigint }[]>`SELECT COUNT(*) AS "count" FROM "Edition"`;
  return Number(rows[0]!.count);
}

/** Whether a Markdown is that of any edition of a report, be it an old one. */
export async function wasStored(tx: Transaction, slug: string, markdown: string): Promise<boolean> {
  return (await tx.edition.count({ where: { report: slug, hash: hashOf(markdown) } })) > 0;
}

/** The Markdown of an edition; null where there is none with this id. */
export async function editionMarkdown(db: Database, id: string): Promise<string | null> {
  const edition = await db.edition.findUnique({ where: { id }, select: { markdown: true } });
  return edition?.markdown ?? null;
}

/** The canonical texts of editions, by their ids. */
export async function textsOf(db: Database | Transaction, ids: string[]): Promise<Map<string, string>> {
  const editions = await db.edition.findMany({ where: { id: { in: ids } }, select: { id: true, text: true } });
  return new Map(editions.map(({ id, text }) => [id, text]));
}

/** The editions with some ids. */
export function editionsNamed(db: Database, ids: readonly string[]): Promise<Edition[]> {
  return db.edition.findMany({ where: { id: { in: [...ids] } }, select: KNOWN_BY });
}

/** An edition and its canonical text; null where there is none with this id. */
export function editionText(db: Database | Transaction, id: string): Promise<EditionText | null> {
  return db.edition.findUnique({ where: { id }, select: { ...KNOWN_BY, text: true } });
}

/** The editions of a report that came after one of them, oldest first. */
export function editionsAfter(tx: Transaction, { report, ordinal }: Edition): Promise<EditionText[]> {
  return tx.edition.findMany({
    where: { report, ordinal: { gt: ordinal } },
    orderBy: { ordinal: "asc" },
    select: { ...KNOWN_BY, text: true },
  });
}

/** The whole report as it was stored; null where there is no edition with this id. */
export async function editionReport(db: Database | Transaction, id: string): Promise<Report | null> {
  const edition = await db.edition.findUnique({ where: { id }, select: { document: true } });
  // Only `storeEdition` writes it, and editions are never changed.
  return edition && (edition.document as unknown as Report);
}
