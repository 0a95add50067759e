import "server-only";
import { createHash } from "node:crypto";
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

/** A report as it is in the index. */
interface ReportRow {
  id: number;
  slug: string;
  /** See `IndexedReport`. */
  textStamp: string;
  title: string;
  authors: string[];
  /** The key and the id of its shelf. */
  shelf: { key: string; id: number };
  /** Number of its passages, and of its words. */
  passages: number;
  words: number;
  /** Whether it has Cyrillic words, and words that are stemmed as Kazakh. */
  cyrillic: boolean;
  kazakh: boolean;
}

/** A report in the index and in the library. */
export interface CatalogueEntry extends ReportRow {
  /** The report's position in the library. */
  place: number;
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
 * that are gone. Of the reports that were there before, only those that changed are read again. Several instances share
 * the work, and each report is indexed by the first instance that reaches it.
 */
export async function syncIndex(db: Database, wanted: WantedIndex): Promise<Catalogue> {
  const pool = await connectionsTo(db);
  await prepareTables(pool);
  const there = await rowsFor(pool, wanted.reports);
  const { changed, renamed, moved, gone } = differences(there, wanted.reports);
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
  await refresh(pool, there, [...[...changed, ...renamed, ...moved].map(({ slug }) => slug), ...gone]);
  return catalogueWith(pool, wanted, [...there.values()]);
}

/** What has to be done so that the index contains exactly the wanted reports. */
interface Differences {
  /** The reports whose text isn't in the index. */
  changed: IndexedReport[];
  /** The reports with another title or other authors. */
  renamed: IndexedReport[];
  /** The reports on another shelf. */
  moved: IndexedReport[];
  /** The slugs of the reports that aren't wanted. */
  gone: string[];
}

function differences(there: ReadonlyMap<string, ReportRow>, wanted: readonly IndexedReport[]): Differences {
  const slugs = new Set(wanted.map(({ slug }) => slug));
  const found: Differences = { changed: [], renamed: [], moved: [], gone: [] };
  for (const report of wanted) {
    const row = there.get(report.slug);
    if (row?.textStamp !== report.textStamp) {
      found.changed.push(report);
      continue;
    }
    if (!isNamed(row, report)) found.renamed.push(report);
    if (row.shelf.key !== report.shelf) found.moved.push(report);
  }
  found.gone = [...there.keys()].filter((slug) => !slugs.has(slug));
  return found;
}

function isNamed(row: ReportRow, { title, authors }: IndexedReport): boolean {
  const isBy = row.authors.length === authors.length && row.authors.every((name, index) => name === authors[index]);
  return row.title === title && isBy;
}

/**
 * The reports in the index, by slug. Reads only those that differ from the last catalogue, because reading all takes
 * longer than all other work after a single change.
 */
async function rowsFor(pool: Pool, wanted: readonly IndexedReport[]): Promise<Map<string, ReportRow>> {
  const former = last().get(pool);
  if (!former || former.index !== (await indexId(pool))) return readReports(pool);
  const there = new Map<string, ReportRow>([...former.reports.values()].map((row) => [row.slug, row]));
  const { changed, renamed, moved, gone } = differences(there, wanted);
  // Other instances may have made these changes already.
  await refresh(pool, there, [...[...changed, ...renamed, ...moved].map(({ slug }) => slug), ...gone]);
  return (await areInIndex(pool, [...there.values()])) ? there : readReports(pool);
}

/** Reads the given reports again. */
async function refresh(pool: Pool, there: Map<string, ReportRow>, slugs: readonly string[]): Promise<void> {
  if (slugs.length === 0) return;
  const rows = await readReports(pool, slugs);
  for (const slug of slugs) there.delete(slug);
  for (const [slug, row] of rows) there.set(slug, row);
}

/**
 * Whether these are exactly the reports in the index. A report that was removed and added again since the last
 * catalogue has another id, and so has a shelf.
 */
async function areInIndex(pool: Pool, known: readonly ReportRow[]): Promise<boolean> {
  const { rows } = await pool.query<{ hash: string | null }>(
    "SELECT md5(string_agg(id || ' ' || shelf, ',' ORDER BY id)) AS hash FROM search.reports",
  );
  const ids = known.toSorted((a, b) => a.id - b.id).map(({ id, shelf }) => `${id} ${shelf.id}`);
  return (rows[0]?.hash ?? null) === (ids.length > 0 ? createHash("md5").update(ids.join(",")).digest("hex") : null);
}

/**
 * The reports in the index, by slug.
 *
 * @param slugs limits the result to these reports
 */
async function readReports(pool: Pool, slugs?: readonly string[]): Promise<Map<string, ReportRow>> {
  const { rows } = await pool.query<Omit<ReportRow, "shelf"> & { shelfId: number; key: string }>(
    `SELECT reports.id, slug, edition AS "textStamp", title, authors, shelf AS "shelfId",
       shelves.key, passages, words, cyrillic, kazakh
     FROM search.reports JOIN search.shelves ON shelves.id = shelf ${slugs ? "WHERE slug = ANY($1)" : ""}`,
    slugs && [slugs],
  );
  return new Map(rows.map(({ shelfId, key, ...row }) => [row.slug, { ...row, shelf: { id: shelfId, key } }]));
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

/** Identifies the index until it is rebuilt. */
async function indexId(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>("SELECT 'search'::regnamespace::oid::text AS id");
  return rows[0]!.id;
}

async function catalogueWith(pool: Pool, { reports }: WantedIndex, rows: readonly ReportRow[]): Promise<Catalogue> {
  const state = await pool.query<{ near: boolean }>("SELECT near_words AS near FROM search.state");
  const index = await indexId(pool);
  const former = last().get(pool);
  const before = former?.index === index ? former.reports : null;
  const places = new Map(reports.map(({ slug }, place) => [slug, place]));
  const entries = rows.map((row): CatalogueEntry => {
    const place = places.get(row.slug) ?? reports.length;
    return { ...row, place, blocks: before?.get(row.id)?.blocks ?? new Map() };
  });
  const sums = { ...sumsOf(entries), shelves: sharedShelves(entries) };
  last().set(pool, { index, reports: sums.reports });
  return { ...sums, pool, within: null, hasNearWords: state.rows[0]?.near ?? false };
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
