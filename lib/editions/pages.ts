import "server-only";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Transaction } from "../db/database";
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
  // This cast is safe, because only `storePages` writes this column.
  return rows.map(({ spans, ...size }) => ({ ...size, spans: spans as unknown as Span[] }));
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
