import "server-only";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Transaction } from "../db/database";
import { pageCount } from "../report/length";
import type { Block, PageEdge } from "../report/model";
import { breaksOf } from "../report/printed-numbers";
import type { Span } from "../word-boxes/queries";

/** A page of an edition's file. */
export interface EditionPage {
  /** In points. */
  width: number;
  height: number;
  /** The parts of the edition's text that are on the page, in order. */
  spans: Span[];
  /** The number printed on the page; null if unknown. */
  number: number | null;
}

/** A page with the boxes of its words, encoded and compressed. */
type StoredPage = EditionPage & { words: Uint8Array };

/** Stores the pages of an edition, unless another instance has stored them. */
export async function storePages(db: Database, editionId: string, pages: readonly StoredPage[]): Promise<void> {
  try {
    await db.$transaction((tx) => insertPages(tx, editionId, pages));
  } catch (error) {
    if (!(await areStored(db, editionId))) throw error;
  }
}

/** Stores the pages of an edition that has none. */
export async function insertPages(tx: Transaction, editionId: string, pages: readonly StoredPage[]): Promise<void> {
  const data = pages.map(({ width, height, spans, words, number }, page) => ({
    ...{ editionId, page, width, height, number },
    spans: spans.map(({ start, end }) => ({ start, end })),
    words: new Uint8Array(words),
  }));
  await tx.editionPage.createMany({ data });
}

export async function removePages(tx: Transaction, editionId: string): Promise<void> {
  await tx.editionPage.deleteMany({ where: { editionId } });
}

/** A PDF that was added to an edition. */
interface AddedPdf {
  /** Id of its source. */
  id: string;
  /** The number of printed pages that the text takes up in it. */
  pages: number | null;
}

/**
 * The PDFs that were added to editions, by edition.
 *
 * @param editionIds limits the result to these editions
 */
export async function addedPdfs(db: Database, editionIds?: readonly string[]): Promise<ReadonlyMap<string, AddedPdf>> {
  const rows = await db.addedPdf.findMany({
    ...(editionIds && { where: { editionId: { in: [...editionIds] } } }),
    select: { editionId: true, sourceId: true, pages: true },
  });
  const added = new Map<string, AddedPdf>();
  for (const { editionId, sourceId, pages } of rows) {
    added.set(editionId, { id: sourceId, pages: pages ?? (await countPages(db, editionId)) });
  }
  return added;
}

/** Counts the pages of a PDF that was added by an earlier version, or to a text that was parsed again. */
async function countPages(db: Database, editionId: string): Promise<number | null> {
  const pages = pageCount(await pageBreaks(db, editionId, []));
  await db.addedPdf.updateMany({ where: { editionId }, data: { pages } });
  return pages;
}

/** Increases the version of the library, because the pages of a report have changed, and with them its page numbers. */
export async function notePagesChanged(tx: Transaction, report: string): Promise<void> {
  await tx.report.update({ where: { slug: report }, data: { listingVersion: { increment: 1 } } });
}

async function areStored(db: Database, editionId: string): Promise<boolean> {
  return (await db.editionPage.count({ where: { editionId } })) > 0;
}

/** The pages of an edition, in order; empty if none have been stored. */
export async function storedPages(db: Database, editionId: string): Promise<EditionPage[]> {
  const rows = await db.editionPage.findMany({
    where: { editionId, edition: IN_CURRENT_REPORT },
    orderBy: { page: "asc" },
    select: { width: true, height: true, spans: true, number: true },
  });
  // This cast is safe, because only `insertPages` writes this column.
  return rows.map(({ spans, ...size }) => ({ ...size, spans: spans as unknown as Span[] }));
}

/** Where the pages of an edition's file begin in its text, which has these blocks; see `breaksOf`. */
export async function pageBreaks(
  db: Database | Transaction,
  editionId: string,
  blocks: readonly Block[],
): Promise<PageEdge[]> {
  const rows = await db.editionPage.findMany({
    where: { editionId, edition: IN_CURRENT_REPORT },
    orderBy: { page: "asc" },
    select: { spans: true, number: true },
  });
  // This cast is safe, because only `insertPages` writes this column.
  const pages = rows.map(({ spans, number }) => ({ spans: spans as unknown as Span[], number }));
  return breaksOf(pages, blocks);
}

/** The boxes of the words on a page, encoded and compressed; null if there is no such page. */
export async function wordsOnPage(db: Database, editionId: string, page: number): Promise<Uint8Array | null> {
  const where = { editionId_page: { editionId, page }, edition: IN_CURRENT_REPORT };
  const found = await db.editionPage.findUnique({ where, select: { words: true } });
  return found?.words ?? null;
}

/** The size of a page in points, and the boxes of its words as in `wordsOnPage`; null if there is no such page. */
export function pageWithWords(
  db: Database | Transaction,
  editionId: string,
  page: number,
): Promise<{ width: number; height: number; words: Uint8Array } | null> {
  const where = { editionId_page: { editionId, page }, edition: IN_CURRENT_REPORT };
  return db.editionPage.findUnique({ where, select: { width: true, height: true, words: true } });
}

/** Whether an edition has a page with this index. */
export async function hasPage(db: Database | Transaction, editionId: string, page: number): Promise<boolean> {
  return (await db.editionPage.count({ where: { editionId, page, edition: IN_CURRENT_REPORT } })) > 0;
}

/** The boxes of the words on all pages of an edition, as in `wordsOnPage`, by page. */
export async function wordsOnPages(db: Database, editionId: string): Promise<Uint8Array[]> {
  const rows = await db.editionPage.findMany({
    where: { editionId, edition: IN_CURRENT_REPORT },
    orderBy: { page: "asc" },
    select: { words: true },
  });
  return rows.map(({ words }) => words);
}
