import "server-only";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type Actor, authorize } from "../accounts/policy";
import type { HighlightView, NotedHighlight } from "../annotations/schemas";
import type { Database } from "../db/database";
import { database } from "../db/own-database";
import { editionReport } from "../editions/editions";
import { lastEventNumber } from "../events/log";
import { documentsOf, type SearchDocument } from "../search/documents";
import { createSearchEngine, type SearchEngine, type SearchOptions } from "../search/engine";
import type { BlockMarks, MarkedBlocks } from "../search/filters";
import { createSegment, type Segment } from "../search/segment";
import { annotatedReports } from "./annotated-reports";
import { Keeper } from "./keeper";
import { currentLibrary, type ServedLibrary } from "./library";
import { blockMarks, noteDocuments } from "./note-documents";
import type { CompletionsAnswer, SearchAnswer } from "./schemas";

/** What one person's search covers: all reports, and the notes that they may see. */
interface PersonalSearch {
  engine: SearchEngine;
  marks: MarkedBlocks;
}

interface AskedOptions extends Pick<SearchOptions, "report" | "match" | "sort"> {
  /** Which part of the list of hits is wanted; all of it by default. */
  offset?: number;
  limit?: number;
}

/** Searches all reports together with the notes that a person may see. Any string is a query. */
export async function searchLibrary(
  db: Database,
  actor: Actor,
  query: string,
  { offset = 0, limit = Number.POSITIVE_INFINITY, ...options }: AskedOptions = {},
): Promise<SearchAnswer> {
  const { engine, marks } = await searchOf(db, actor);
  const { total, hints, unknown, ...found } = engine.search(query, { ...options, marks });
  // Each part may take long in a large library: others are answered in between.
  await setImmediate();
  const hits = found.hits(offset, Math.min(offset + limit, total));
  await setImmediate();
  const facets = found.facets();
  await setImmediate();
  return { query, total, hits, hints, unknown, facets, relaxations: found.relaxations() };
}

/** What the word at the end of a query may become, in words of the reports and of the notes that a person may see. */
export async function completeQuery(db: Database, actor: Actor, query: string): Promise<CompletionsAnswer> {
  const { engine } = await searchOf(db, actor);
  return { completions: engine.complete(query) };
}

/** Searches that are kept: of the people who search at about the same time. */
const PEOPLE = 32;
/** Audiences whose notes are kept indexed: the team, groups, and people with private notes. */
const AUDIENCES = 64;

/** What is kept for a library. */
interface Kept {
  library: ServedLibrary;
  /** What everybody's search has in common. */
  text: Promise<IndexedText>;
  people: Keeper<PersonalSearch>;
  /** The notes with the same audience, indexed. */
  audiences: Keeper<Segment>;
}

/** One a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordSearches?: Kept };

/** The text of all reports, indexed. */
interface IndexedText {
  segment: Segment;
  /** Searches it alone. */
  engine: SearchEngine;
}

async function keptNow(): Promise<Kept> {
  const [library, db] = await Promise.all([currentLibrary(), database()]);
  if (shelf.concordSearches?.library === library) return shelf.concordSearches;
  const text = indexText(db, library);
  const kept = { library, text, people: new Keeper<PersonalSearch>(PEOPLE), audiences: new Keeper<Segment>(AUDIENCES) };
  shelf.concordSearches = kept;
  text.catch(() => {
    // The next request may find it mended.
    if (shelf.concordSearches === kept) shelf.concordSearches = undefined;
  });
  return kept;
}

async function indexText(db: Database, { reports }: ServedLibrary): Promise<IndexedText> {
  const documents: SearchDocument[] = [];
  // Not `openReport`: those that somebody reads stay open.
  for (const { edition } of reports) {
    const report = await editionReport(db, edition.id);
    if (report) documents.push(...documentsOf(report));
  }
  const segment = createSegment(documents);
  return { segment, engine: createSearchEngine([segment]) };
}

/** Makes the index, so that nobody waits for it. */
export async function prepareSearch(): Promise<void> {
  await (await keptNow()).text;
}

/**
 * What a person's search covers now. It is put together for each person apart, so that a note which they may not see is neither
 * found nor counted nor suggested, and weighs nothing in their ranking.
 *
 * It is made again after every change that is published, and when the person is given other rights; whatever else comes to
 * change what they see must be published too.
 */
async function searchOf(db: Database, actor: Actor): Promise<PersonalSearch> {
  authorize(actor, "report.read", null);
  const kept = await keptNow();
  // Asked before the notes are read: these may be newer than the stamp says, and are then read once more, but never older.
  return kept.people.get(actor.id, await stampFor(db, actor), () => readSearch(db, actor, kept));
}

/** Says what a person may see: another where anything was published since, or their rights are others. */
export async function stampFor(db: Database, { role, groupIds }: Actor): Promise<string> {
  return [await lastEventNumber(db), role, ...[...groupIds].sort()].join(" ");
}

/**
 * Reads what a person may see, and indexes what has changed. What several people see alike is indexed once: indexing takes
 * longer than everything else, and all of a team make their search again when one of them has written a note.
 */
async function readSearch(db: Database, actor: Actor, { library, text, audiences }: Kept): Promise<PersonalSearch> {
  const byAudience = new Map<string, AudienceNotes>();
  const marks = new Map<string, Map<string, BlockMarks>>();
  for await (const { report, documents, highlights } of annotatedReports(db, actor, library)) {
    const noted = { documents, pages: report.pages };
    marks.set(report.slug, blockMarks(noted, highlights));
    for (const highlight of highlights.filter(isNoted)) {
      const audience = audienceOf(highlight);
      const own = byAudience.get(audience) ?? { highlights: [], documents: [] };
      byAudience.set(audience, own);
      own.highlights.push(highlight);
      own.documents.push(...noteDocuments(noted, [highlight]));
    }
  }
  const notes = await Promise.all(
    [...byAudience.keys()].sort().map((audience) => {
      const own = byAudience.get(audience)!;
      return audiences.get(audience, stampOf(own.highlights), async () => createSegment(own.documents));
    }),
  );
  const { segment, engine } = await text;
  return { engine: notes.length === 0 ? engine : createSearchEngine([segment, ...notes]), marks };
}

/** The notes with the same audience, and what search reads of them. */
interface AudienceNotes {
  highlights: NotedHighlight[];
  documents: SearchDocument[];
}

function isNoted(highlight: HighlightView): highlight is NotedHighlight {
  return highlight.note !== null;
}

/** For whom a note is, as far as notes that all see alike have the same; who it is that sees it does not depend on this. */
function audienceOf({ author, groupId, note: { visibility } }: NotedHighlight): string {
  return { team: "team", group: `group ${groupId}`, private: `private ${author.id}` }[visibility];
}

/** Says which notes these are, and what goes into search of each. */
function stampOf(highlights: readonly NotedHighlight[]): string {
  const known = highlights.map(({ id, start, end, author, tags, note }) => [
    ...[id, start, end, author.name, note.version, note.changes],
    ...note.replies.map((reply) => reply.author.name),
    ...tags,
  ]);
  return createHash("sha256").update(JSON.stringify(known)).digest("base64");
}
