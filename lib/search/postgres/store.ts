import "server-only";
import type { PoolClient } from "pg";
import type { SearchDocument } from "../documents";
import { normalizedName } from "../filters";
import { createSegment, KINDS, printedForm, type Segment } from "../segment";
import { skeletonOf } from "../skeleton";
import { isKazakh, kazakhStem, stem } from "../stemming";
import { LONGEST, vectorOf } from "./lexemes";
import { RESTRICTED, TEAM } from "./schema";

/** A report to index. */
export interface IndexedReport {
  slug: string;
  /** Identifies its text and page numbers: the id of its edition, and that of a PDF that was added to it. */
  textStamp: string;
  title: string;
  /** The names of the authors. */
  authors: readonly string[];
  /** Identifies the reports that have the same readers. */
  shelf: string;
}

/**
 * The part of a document that is stored with its passage. Data shared by all documents of a report is stored with the
 * report.
 */
export type StoredDocument = Omit<SearchDocument, "report" | "reportTitle" | "by" | "tags" | "note">;

/**
 * Adds the passages of a report to the index, which must not already contain the report.
 *
 * @param documents the searchable blocks of its text, in reading order
 */
export async function addReport(
  client: PoolClient,
  { slug, textStamp, title, authors, shelf: key }: IndexedReport,
  documents: readonly SearchDocument[],
): Promise<void> {
  const segment = createSegment(documents);
  const shelf = await shelfId(client, key);
  const { rows } = await client.query<{ id: number; next: number; section: number }>(
    `INSERT INTO search.reports (slug, edition, title, authors, shelf, passages, words, cyrillic, kazakh)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     RETURNING id,
       (SELECT coalesce(max(number) + 1, 0) FROM search.passages) AS next,
       (SELECT coalesce(max(id) + 1, 0) FROM search.sections) AS section`,
    [
      ...[slug, textStamp, title, authors, shelf, documents.length, segment.words.length],
      ...[hasCyrillic(segment), countKazakh(segment).passages.some((count) => count > 0)],
    ],
  );
  const { id, next, section } = rows[0]!;
  const sections = sectionsOf(documents);
  await client.query(
    `INSERT INTO search.sections (id, report, document, names)
     SELECT number + $1, $2, document, names FROM unnest($3::int[], $4::json[], $5::text[]) AS new (number, document, names)`,
    [
      section,
      id,
      sections.map((_, index) => index),
      sections.map((each) => JSON.stringify(each)),
      sections.map(({ title, within }) => [title, ...within].map(normalizedName).join("\n")),
    ],
  );
  // The words are inserted before the passages, because the index on passages reads them.
  await client.query(
    `INSERT INTO search.vectors (number, words)
     SELECT number + $1, words::tsvector FROM unnest($2::int[], $3::text[]) AS new (number, words)`,
    [
      next,
      documents.map((_, index) => index),
      documents.map((_, number) =>
        vectorOf(wordsOf(segment, number), segment.weights[number]!, segment.morphologies[number]),
      ),
    ],
  );
  await client.query(
    `INSERT INTO search.passages (number, report, shelf, section, kind, language, pages)
     SELECT number + $1, $2, $3, section + $4, kind, language, pages::int[]
     FROM unnest($5::int[], $6::int[], $7::int[], $8::text[], $9::text[])
       AS new (number, section, kind, language, pages)`,
    [
      ...[next, id, shelf, section],
      documents.map((_, index) => index),
      documents.map((document) => placeOf(document, sections)),
      documents.map(({ kind }) => KINDS.indexOf(kind)),
      documents.map(({ language }) => language),
      documents.map(({ page, turns }) => `{${page === null ? "" : [page, ...(turns ?? []).map((turn) => turn.page)]}}`),
    ],
  );
  await client.query(
    `INSERT INTO search.texts (number, report, block, document)
     SELECT number + $1, $2, block, document FROM unnest($3::int[], $4::text[], $5::json[]) AS new (number, block, document)`,
    [
      ...[next, id],
      documents.map((_, index) => index),
      documents.map(({ block }) => block),
      documents.map(({ report: _, reportTitle: _title, by: _by, tags: _tags, note: _note, ...kept }) =>
        JSON.stringify(kept satisfies StoredDocument),
      ),
    ],
  );
  await countOnShelf(client, segment, shelf, 1);
}

/** The id of a shelf, which is created if there is none with this key. */
async function shelfId(client: PoolClient, key: string): Promise<number> {
  await client.query("INSERT INTO search.shelves (key) VALUES ($1) ON CONFLICT DO NOTHING", [key]);
  const { rows } = await client.query<{ id: number }>("SELECT id FROM search.shelves WHERE key = $1", [key]);
  return rows[0]!.id;
}

function hasCyrillic({ vocabulary }: Segment): boolean {
  return Array.from({ length: vocabulary.size }, (_, id) => vocabulary.wordOf(id)).some(
    (word) => word >= "\u0400" && word < "\u0530",
  );
}

/** Moves a report to another shelf, with the counts of its words. */
export async function moveReport(client: PoolClient, { slug, shelf: key }: IndexedReport): Promise<void> {
  const { rows } = await client.query<{ id: number; shelf: number }>(
    "SELECT id, shelf FROM search.reports WHERE slug = $1",
    [slug],
  );
  const [report] = rows;
  const shelf = await shelfId(client, key);
  if (!report || report.shelf === shelf) return;
  const texts = await client.query<{ document: StoredDocument }>(
    "SELECT document FROM search.texts WHERE report = $1 ORDER BY number",
    [report.id],
  );
  const segment = createSegment(texts.rows.map(({ document }) => documentOf(slug, document)));
  await countOnShelf(client, segment, report.shelf, -1);
  await countOnShelf(client, segment, shelf, 1);
  await client.query("UPDATE search.reports SET shelf = $2 WHERE id = $1", [report.id, shelf]);
  await client.query("UPDATE search.passages SET shelf = $2 WHERE report = $1", [report.id, shelf]);
}

/** A document without the data that is stored with its report. The words don't depend on it. */
function documentOf(report: string, stored: StoredDocument): SearchDocument {
  return { ...stored, report, reportTitle: "", by: [], tags: [], note: null };
}

/** Changes a report's title and authors in the index. */
export async function renameReport(client: PoolClient, { slug, title, authors }: IndexedReport): Promise<void> {
  await client.query("UPDATE search.reports SET title = $2, authors = $3 WHERE slug = $1", [slug, title, authors]);
}

/** Removes a report from the index. Does nothing if the report is not there. */
export async function removeReport(client: PoolClient, slug: string): Promise<void> {
  const found = await client.query<{ id: number; shelf: number }>(
    "SELECT id, shelf FROM search.reports WHERE slug = $1",
    [slug],
  );
  const [report] = found.rows;
  if (!report) return;
  const { rows } = await client.query<{ document: StoredDocument }>(
    "DELETE FROM search.texts WHERE report = $1 RETURNING document",
    [report.id],
  );
  const documents = rows.map(({ document }) => documentOf(slug, document));
  await countOnShelf(client, createSegment(documents), report.shelf, -1);
  await client.query(
    "WITH gone AS (DELETE FROM search.passages WHERE report = $1 RETURNING number) DELETE FROM search.vectors WHERE number IN (SELECT number FROM gone)",
    [report.id],
  );
  await client.query("DELETE FROM search.sections WHERE report = $1", [report.id]);
  await client.query("DELETE FROM search.reports WHERE id = $1", [report.id]);
}

type Section = NonNullable<SearchDocument["section"]>;

/** The sections of a report, without duplicates. */
function sectionsOf(documents: readonly SearchDocument[]): Section[] {
  return [...new Map(documents.flatMap(({ section }) => (section ? [[section.slug, section] as const] : []))).values()];
}

function placeOf({ section }: SearchDocument, sections: readonly Section[]): number | null {
  return section && sections.findIndex(({ slug }) => slug === section.slug);
}

function wordsOf({ vocabulary, words, starts }: Segment, document: number): string[] {
  return Array.from(words.subarray(starts[document]!, starts[document + 1]!), (id) => vocabulary.wordOf(id));
}

/** Like `countWords`, and counts the words of restricted shelves together too. */
async function countOnShelf(client: PoolClient, segment: Segment, shelf: number, sign: 1 | -1): Promise<void> {
  await countWords(client, segment, shelf, sign);
  const { rows } = await client.query<{ key: string }>("SELECT key FROM search.shelves WHERE id = $1", [shelf]);
  if (rows[0]?.key !== TEAM) await countWords(client, segment, RESTRICTED, sign);
}

/**
 * Adds a report's words to the dictionary's counts, or subtracts them. The printed form of a word is taken from the
 * report. If reports differ, spellings without a capital letter take precedence, as they do within one report.
 *
 * @param shelf id of the report's shelf
 * @param sign 1 to add, -1 to subtract
 */
async function countWords(client: PoolClient, segment: Segment, shelf: number, sign: 1 | -1): Promise<void> {
  const { vocabulary } = segment;
  const occurrences = new Uint32Array(vocabulary.size);
  for (const id of segment.words) occurrences[id]! += 1;
  const kazakh = countKazakh(segment);
  const ids = [...occurrences.keys()].filter((id) => vocabulary.wordOf(id).length <= LONGEST);
  const words = ids.map((id) => vocabulary.wordOf(id));
  const casings = ids.map((id) => vocabulary.casingOf(id));
  const printed = words.map((word) => printedForm(segment, word)!);
  const printedAs = (wanted: string) => printed.map((form, index) => (casings[index] === wanted ? form : null));
  const counted = (wanted: string) => casings.map((casing) => (casing === wanted ? sign : 0));
  await client.query(
    `INSERT INTO search.words AS old
       (shelf, word, stem, kazakh_stem, skeleton, passages, occurrences, kazakh_passages, kazakh_occurrences,
        lower, capital, printed_lower, printed_capital, printed_other)
     SELECT $14::int, counted.* FROM unnest(
       $1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[],
       $9::int[], $10::int[], $11::text[], $12::text[], $13::text[]) AS counted
     ON CONFLICT (word, shelf) DO UPDATE SET
       passages = old.passages + excluded.passages,
       occurrences = old.occurrences + excluded.occurrences,
       kazakh_passages = old.kazakh_passages + excluded.kazakh_passages,
       kazakh_occurrences = old.kazakh_occurrences + excluded.kazakh_occurrences,
       lower = old.lower + excluded.lower,
       capital = old.capital + excluded.capital,
       printed_lower = coalesce(old.printed_lower, excluded.printed_lower),
       printed_capital = coalesce(old.printed_capital, excluded.printed_capital),
       printed_other = coalesce(old.printed_other, excluded.printed_other)`,
    [
      words,
      words.map(stem),
      words.map(kazakhStem),
      words.map(skeletonOf),
      ids.map((id) => sign * vocabulary.frequencyOf(id)),
      ids.map((id) => sign * occurrences[id]!),
      ids.map((id) => sign * kazakh.passages[id]!),
      ids.map((id) => sign * kazakh.occurrences[id]!),
      counted("lower"),
      counted("capital"),
      printedAs("lower"),
      printedAs("capital"),
      printedAs("unknown"),
      shelf,
    ],
  );
  if (sign > 0) return;
  await client.query("DELETE FROM search.words WHERE word = ANY($1) AND shelf = $2 AND passages <= 0", [words, shelf]);
}

/**
 * The number of passages in which each word is stemmed as Kazakh, and the number of its occurrences there, by word
 * number.
 */
function countKazakh({ vocabulary, words, starts, morphologies }: Segment): {
  passages: Uint32Array;
  occurrences: Uint32Array;
} {
  const [passages, occurrences] = [new Uint32Array(vocabulary.size), new Uint32Array(vocabulary.size)];
  for (const [document, morphology] of morphologies.entries()) {
    const own = words.subarray(starts[document]!, starts[document + 1]!);
    for (const id of own) if (isKazakh(vocabulary.wordOf(id), morphology)) occurrences[id]! += 1;
    for (const id of new Set(own)) if (isKazakh(vocabulary.wordOf(id), morphology)) passages[id]! += 1;
  }
  return { passages, occurrences };
}
