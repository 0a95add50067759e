import "server-only";
import type { Pool, PoolClient } from "pg";
import type { Database } from "../../db/database";
import type { SearchDocument } from "../documents";
import { connectionsTo, prepareTables, withIndexTransaction } from "./schema";
import { addReport, type IndexedReport, removeReport } from "./store";

/** The reports that are to be found. */
export interface WantedIndex {
  /** In the order in which they stand on the shelf. */
  reports: readonly IndexedReport[];
  /** The searchable blocks of the text of a report, in reading order. */
  read(report: IndexedReport): Promise<readonly SearchDocument[]>;
  /** Is told before each report that is to be indexed how many were, of how many. */
  onReport?(done: number, of: number): void;
  /** Whether this is still what is to be found: another instance may have seen more. */
  isCurrent(): Promise<boolean>;
}

/** A report of the index. */
export interface CatalogueEntry {
  id: number;
  slug: string;
  title: string;
  authors: string[];
  /** Where it stands on the shelf. */
  place: number;
}

/** What is to be known of the index to search it. */
export interface Catalogue {
  pool: Pool;
  /** By their ids. */
  reports: ReadonlyMap<number, CatalogueEntry>;
  /** Passages of all reports. */
  passages: number;
  /** Words of all of them. */
  words: number;
  hasCyrillic: boolean;
  /** Whether there are words that are stemmed as Kazakh. */
  hasKazakh: boolean;
  /** Whether PostgreSQL can find near words. */
  hasNearWords: boolean;
}

/**
 * Brings the index up to date: reports that are new on the shelf or have another edition, and those that have left it. What is there
 * already costs one look. Several instances share the work: each report is indexed by the first that comes to it.
 */
export async function syncIndex(db: Database, wanted: WantedIndex): Promise<Catalogue> {
  const pool = await connectionsTo(db);
  await prepareTables(pool);
  const there = await editionsThere(pool);
  const slugs = new Set(wanted.reports.map(({ slug }) => slug));
  const changed = wanted.reports.filter(({ slug, edition }) => there.get(slug) !== edition);
  const gone = [...there.keys()].filter((slug) => !slugs.has(slug));
  for (const [done, report] of changed.entries()) {
    wanted.onReport?.(done, changed.length);
    // Read before it is our turn: the others wait.
    const documents = await wanted.read(report);
    await withIndexTransaction(pool, async (client) => {
      const { rows } = await client.query<{ edition: string }>("SELECT edition FROM search.reports WHERE slug = $1", [
        report.slug,
      ]);
      if (rows[0]?.edition === report.edition || !(await wanted.isCurrent())) return;
      await removeReport(client, report.slug);
      await addReport(client, report, documents);
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

async function editionsThere(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<IndexedReport>("SELECT slug, edition FROM search.reports");
  return new Map(rows.map(({ slug, edition }) => [slug, edition]));
}

/** Files what was added last where it is found quickly, and counts for PostgreSQL's estimates. */
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
