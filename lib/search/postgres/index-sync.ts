import "server-only";
import type { Pool, PoolClient } from "pg";
import type { Database } from "../../db/database";
import { processSingleton } from "../../process-singleton";
import type { SearchDocument } from "../documents";
import { connectionsTo, prepareTables, RESTRICTED, TEAM, withIndexTransaction } from "./schema";
import { addReport, type IndexedReport, moveReport, removeReport, renameReport } from "./store";

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
  /** The key and the id of its shelf. */
  shelf: { key: string; id: number };
  /** Number of its passages, and of its words. */
  passages: number;
  words: number;
  /** Whether it has Cyrillic words, and words that are stemmed as Kazakh. */
  cyrillic: boolean;
  kazakh: boolean;
  /**
   * The numbers of the passages in the blocks that highlights touch, as far as they have been read. Every note makes all
   * engines outdated, and without these numbers, thousands of blocks would have to be looked up again.
   */
  blocks: Map<string, readonly number[]>;
}

/** The data about the index that searches need: about all of it, or about the shelves that one user can read. */
export interface Catalogue {
  pool: Pool;
  /** Reports by id. */
  reports: ReadonlyMap<number, CatalogueEntry>;
  /** The ids of the shelves of these reports; null if these are all reports in the index. */
  within: readonly number[] | null;
  /** The ids of the shelves to read words from: together, they count each word of these reports once. */
  shelves: readonly number[];
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
 * Brings the index up to date: adds new reports, editions and page numbers, updates changed titles and authors, and removes reports
 * that are gone. If everything is up to date, this takes a single query. Several instances share the work, and each
 * report is indexed by the first instance that reaches it.
 */
export async function syncIndex(db: Database, wanted: WantedIndex): Promise<Catalogue> {
  const pool = await connectionsTo(db);
  await prepareTables(pool);
  const there = await readReports(pool);
  const slugs = new Set(wanted.reports.map(({ slug }) => slug));
  const changed = wanted.reports.filter(({ slug, textStamp }) => there.get(slug)?.textStamp !== textStamp);
  const kept = wanted.reports.filter(({ slug, textStamp }) => there.get(slug)?.textStamp === textStamp);
  const renamed = kept.filter((report) => nameOf(report) !== nameOf(there.get(report.slug)!));
  const moved = kept.filter((report) => report.shelf !== there.get(report.slug)!.shelf);
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
      // Another instance has indexed this text, perhaps before its details or its readers were changed.
      if (rows[0]?.edition === report.textStamp) {
        await renameReport(client, report);
        return moveReport(client, report);
      }
      await removeReport(client, report.slug);
      await addReport(client, report, documents);
    });
  }
  for (const report of renamed) {
    await withIndexTransaction(pool, async (client) => {
      if (await wanted.isCurrent()) await renameReport(client, report);
    });
  }
  for (const report of moved) {
    await withIndexTransaction(pool, async (client) => {
      if (await wanted.isCurrent()) await moveReport(client, report);
    });
  }
  for (const slug of gone) {
    await withIndexTransaction(pool, async (client) => {
      if (await wanted.isCurrent()) await removeReport(client, slug);
    });
  }
  // Renamed reports keep their words and their shelf.
  const different = changed.length + moved.length + gone.length;
  const isLarge = different > wanted.reports.length * LARGE;
  if (different > 0) await withIndexTransaction(pool, (client) => tidy(client, isLarge));
  const touched = [...changed, ...renamed, ...moved].map(({ slug }) => slug).concat(gone);
  for (const slug of touched) there.delete(slug);
  if (touched.length > 0) for (const [slug, row] of await readReports(pool, touched)) there.set(slug, row);
  return catalogueWith(pool, wanted, [...there.values()]);
}

/** A report in the index, with what tells whether it is outdated. */
type ReportRow = IndexedReport & Omit<CatalogueEntry, "place" | "shelf" | "blocks" | "authors"> & { shelfId: number };

/**
 * The reports in the index, by slug.
 *
 * @param slugs limits the result to these reports
 */
async function readReports(pool: Pool, slugs?: readonly string[]): Promise<Map<string, ReportRow>> {
  const { rows } = await pool.query<ReportRow>(
    `SELECT reports.id, slug, edition AS "textStamp", title, authors, shelf AS "shelfId",
       shelves.key AS shelf, passages, words, cyrillic, kazakh
     FROM search.reports JOIN search.shelves ON shelves.id = shelf ${slugs ? "WHERE slug = ANY($1)" : ""}`,
    slugs && [slugs],
  );
  return new Map(rows.map((row) => [row.slug, row]));
}

function nameOf({ title, authors }: IndexedReport): string {
  return JSON.stringify([title, authors]);
}

/** The share of reports that must change before the planner's statistics are updated. */
const LARGE = 0.01;

/**
 * Flushes the pending list of GIN indexes. After a large change, also updates the planner's statistics, which takes
 * seconds for a large index.
 */
async function tidy(client: PoolClient, isLarge: boolean): Promise<void> {
  await client.query(
    "SELECT gin_clean_pending_list(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relam = (SELECT oid FROM pg_am WHERE amname = 'gin') AND indrelid IN ('search.passages'::regclass, 'search.words'::regclass)",
  );
  if (isLarge) await client.query("ANALYZE search.passages, search.words");
}

/** The last catalogue of each database, and which index it is of. An index that is rebuilt uses the same ids again. */
const last = () =>
  processSingleton("search-catalogues", () => new WeakMap<Pool, { index: string; reports: Catalogue["reports"] }>());

async function catalogueWith(pool: Pool, { reports }: WantedIndex, rows: readonly ReportRow[]): Promise<Catalogue> {
  const state = await pool.query<{ near: boolean; index: string }>(
    "SELECT near_words AS near, 'search'::regnamespace::oid::text AS index FROM search.state",
  );
  const { near = false, index = "" } = state.rows[0] ?? {};
  const former = last().get(pool);
  const before = former?.index === index ? former.reports : null;
  const places = new Map(reports.map(({ slug }, place) => [slug, place]));
  const entries = rows.map(({ id, slug, title, authors, shelfId, shelf, ...row }): CatalogueEntry => {
    return {
      ...{ id, slug, title, authors: [...authors], place: places.get(slug) ?? reports.length },
      ...{ passages: row.passages, words: row.words, cyrillic: row.cyrillic, kazakh: row.kazakh },
      ...{ shelf: { id: shelfId, key: shelf }, blocks: before?.get(id)?.blocks ?? new Map() },
    };
  });
  const sums = { ...sumsOf(entries), shelves: sharedShelves(entries) };
  last().set(pool, { index, reports: sums.reports });
  return { ...sums, pool, within: null, hasNearWords: near };
}

/** The shelves for someone who can read all reports. */
function sharedShelves(entries: readonly CatalogueEntry[]): number[] {
  return [...new Set(entries.map(({ shelf }) => (shelf.key === TEAM ? shelf.id : RESTRICTED)))];
}

type Sums = "reports" | "shelves" | "passages" | "words" | "hasCyrillic" | "hasKazakh";

function sumsOf(entries: readonly CatalogueEntry[]): Pick<Catalogue, Sums> {
  const sum = (of: "passages" | "words") => entries.reduce((total, entry) => total + entry[of], 0);
  return {
    reports: new Map(entries.map((entry) => [entry.id, entry])),
    shelves: [...new Set(entries.map(({ shelf }) => shelf.id))],
    ...{ passages: sum("passages"), words: sum("words") },
    hasCyrillic: entries.some(({ cyrillic }) => cyrillic),
    hasKazakh: entries.some(({ kazakh }) => kazakh),
  };
}

/** The part of a catalogue that is on the given shelves, as if there were no others. */
export function catalogueOf(catalogue: Catalogue, shelves: ReadonlySet<string>): Catalogue {
  const all = [...catalogue.reports.values()];
  const entries = all.filter(({ shelf }) => shelves.has(shelf.key));
  if (entries.length === all.length) return catalogue;
  const sums = sumsOf(entries);
  return { ...catalogue, ...sums, within: sums.shelves };
}
