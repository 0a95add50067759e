import "server-only";
import type { Pool, PoolClient } from "pg";
import type { Database } from "../../db/database";
import type { SearchDocument } from "../documents";
import { connectionsTo, prepareTables, withIndexTransaction } from "./schema";
import { addReport, type IndexedReport, removeReport, renameReport } from "./store";

/** The reports that the index should contain. */
export interface WantedIndex {
  /** The reports, in library order. */
  reports: readonly IndexedReport[];
  /** Reads the searchable blocks of a report's text, in reading order. */
  read(report: IndexedReport): Promise<readonly SearchDocument[]>;
  /** Called before each report is indexed, with the number of reports done and the total. */
  onReport?(done: number, of: number): void;
  /** Whether this is still the latest state. Another instance may have seen newer editions. */
  isCurrent(): Promise<boolean>;
}

/** A report in the index. */
export interface CatalogueEntry {
  id: number;
  slug: string;
  title: string;
  authors: string[];
  /** The report's position in the library. */
  place: number;
}

/** The data about the index that searches need. */
export interface Catalogue {
  pool: Pool;
  /** Reports by id. */
  reports: ReadonlyMap<number, CatalogueEntry>;
  /** Number of passages in all reports. */
  passages: number;
  /** Number of words in all reports. */
  words: number;
  hasCyrillic: boolean;
  /** Whether any word is stemmed as Kazakh. */
  hasKazakh: boolean;
  /** Whether PostgreSQL can find similar words. */
  hasNearWords: boolean;
}

/**
 * Brings the index up to date: adds new reports and editions, updates changed titles and authors, and removes reports
 * that are gone. If everything is up to date, this takes a single query. Several instances share the work, and each
 * report is indexed by the first instance that reaches it.
 */
export async function syncIndex(db: Database, wanted: WantedIndex): Promise<Catalogue> {
  const pool = await connectionsTo(db);
  await prepareTables(pool);
  const there = await reportsThere(pool);
  const slugs = new Set(wanted.reports.map(({ slug }) => slug));
  const changed = wanted.reports.filter(({ slug, edition }) => there.get(slug)?.edition !== edition);
  const renamed = wanted.reports.filter(
    (report) => !changed.includes(report) && nameOf(report) !== nameOf(there.get(report.slug)!),
  );
  const gone = [...there.keys()].filter((slug) => !slugs.has(slug));
  for (const [done, report] of changed.entries()) {
    wanted.onReport?.(done, changed.length);
    // Read the text before taking the lock, so that other instances do not wait for it.
    const documents = await wanted.read(report);
    await withIndexTransaction(pool, async (client) => {
      const { rows } = await client.query<{ edition: string }>("SELECT edition FROM search.reports WHERE slug = $1", [
        report.slug,
      ]);
      if (!(await wanted.isCurrent())) return;
      // Another instance has indexed this edition, perhaps before its details were edited.
      if (rows[0]?.edition === report.edition) return renameReport(client, report);
      await removeReport(client, report.slug);
      await addReport(client, report, documents);
    });
  }
  for (const report of renamed) {
    await withIndexTransaction(pool, async (client) => {
      if (await wanted.isCurrent()) await renameReport(client, report);
    });
  }
  for (const slug of gone) {
    await withIndexTransaction(pool, async (client) => {
      if (await wanted.isCurrent()) await removeReport(client, slug);
    });
  }
  if (changed.length + gone.length > 0) await withIndexTransaction(pool, tidy);
  return readCatalogue(pool, wanted);
}

async function reportsThere(pool: Pool): Promise<Map<string, IndexedReport>> {
  const { rows } = await pool.query<IndexedReport>("SELECT slug, edition, title, authors FROM search.reports");
  return new Map(rows.map((row) => [row.slug, row]));
}

function nameOf({ title, authors }: IndexedReport): string {
  return JSON.stringify([title, authors]);
}

/** Flushes the pending list of GIN indexes and updates the planner's statistics. */
async function tidy(client: PoolClient): Promise<void> {
  await client.query(
    "SELECT gin_clean_pending_list(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relam = (SELECT oid FROM pg_am WHERE amname = 'gin') AND indrelid IN ('search.passages'::regclass, 'search.words'::regclass)",
  );
  await client.query("ANALYZE search.passages, search.words");
}

async function readCatalogue(pool: Pool, { reports }: WantedIndex): Promise<Catalogue> {
  const places = new Map(reports.map(({ slug }, place) => [slug, place]));
  const known = await pool.query<Omit<CatalogueEntry, "place"> & { passages: number; words: number }>(
    "SELECT id, slug, title, authors, passages, words FROM search.reports",
  );
  const { rows } = await pool.query<{ cyrillic: boolean; kazakh: boolean; near: boolean }>(
    "SELECT EXISTS (SELECT FROM search.words WHERE word >= '\u0400' AND word < '\u0530') AS cyrillic, EXISTS (SELECT FROM search.words WHERE kazakh_passages > 0) AS kazakh, near_words AS near FROM search.state",
  );
  const sum = (of: "passages" | "words") => known.rows.reduce((total, row) => total + row[of], 0);
  return {
    pool,
    reports: new Map(
      known.rows.map(({ id, slug, title, authors }) => [
        id,
        { id, slug, title, authors, place: places.get(slug) ?? reports.length },
      ]),
    ),
    passages: sum("passages"),
    words: sum("words"),
    hasCyrillic: rows[0]?.cyrillic === true,
    hasKazakh: rows[0]?.kazakh === true,
    hasNearWords: rows[0]?.near === true,
  };
}
