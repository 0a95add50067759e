import "server-only";
import { type Actor, authorize } from "../accounts/policy";
import { isAskedFor, optionsAmong } from "../annotations/note-filter";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import type { SearchDocument } from "../search/documents";
import { createSearchEngine, createSegment, type SearchEngine } from "../search/engine";
import type { BlockMarks, MarkedBlocks } from "../search/filters";
import { annotatedReports } from "./annotated-reports";
import { Keeper } from "./keeper";
import { libraryNow, type ServedLibrary } from "./library";
import { highlightDocument, marksOf } from "./note-documents";
import { type AskedNotes, NOTES_PAGE, type NotesAnswer } from "./notes-schemas";
import { stampFor } from "./search";

/** What one person may see, report by report, each in reading order. */
interface Collected {
  entries: readonly { highlight: HighlightView; document: SearchDocument }[];
  marks: MarkedBlocks;
  /** Made when something is first searched. */
  engine?: SearchEngine;
}

/** People whose notes are kept ready: those who look at about the same time. */
const PEOPLE = 16;

/** One a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & {
  concordNotes?: { library: ServedLibrary; people: Keeper<Collected> };
};

/** What a person may see, and of it what they ask for. */
interface FoundNotes {
  library: ServedLibrary;
  all: Collected["entries"];
  /** Report by report, each in reading order. */
  asked: Collected["entries"];
}

/**
 * The highlights and notes in all reports that a person may see, and of them those that they ask for.
 *
 * A query is one of the search; it is asked of the highlighted words and of what was written on them.
 */
export async function findNotes(
  db: Database,
  actor: Actor,
  { query, report, ...filter }: AskedNotes,
): Promise<FoundNotes> {
  authorize(actor, "report.read", null);
  const { library, event } = await libraryNow();
  if (shelf.concordNotes?.library !== library) shelf.concordNotes = { library, people: new Keeper(PEOPLE) };
  const collected = await shelf.concordNotes.people.get(actor.id, stampFor(actor, event), () =>
    collect(db, actor, library),
  );
  const found = query.trim() === "" ? null : new Set(search(collected, query));
  const asked = collected.entries.filter(
    ({ highlight, document }) =>
      (report === null || highlight.report === report) &&
      isAskedFor(filter, highlight) &&
      (found === null || found.has(document)),
  );
  return { library, all: collected.entries, asked };
}

/**
 * Part of the list of what `findNotes` finds, with what there is to choose from.
 *
 * @param offset which part is wanted: `NOTES_PAGE` from there on
 */
export async function listAllNotes(db: Database, actor: Actor, wanted: AskedNotes, offset = 0): Promise<NotesAnswer> {
  const { library, all, asked } = await findNotes(db, actor, wanted);
  const there = new Set(all.map(({ highlight }) => highlight.report));
  return {
    total: asked.length,
    all: all.length,
    notes: asked.slice(offset, offset + NOTES_PAGE).map(({ highlight, document }) => ({
      highlight,
      page: document.page === null ? null : { page: document.page, certain: document.pageCertain },
      section: document.section?.title ?? null,
    })),
    reports: library.reports
      .filter(({ slug }) => there.has(slug))
      .map(({ slug, meta }) => ({ slug, title: meta.title })),
    options: optionsAmong(all.map(({ highlight }) => highlight)),
  };
}

async function collect(db: Database, actor: Actor, library: ServedLibrary): Promise<Collected> {
  const marks = new Map<string, ReadonlyMap<string, BlockMarks>>();
  const entries: Collected["entries"][number][] = [];
  for await (const { report, documents, highlights } of annotatedReports(db, actor, library)) {
    const { slug, pages, meta } = report;
    const noted = { slug, title: meta.title, pages, documents };
    // The document of a highlight has its id for its block.
    marks.set(slug, new Map(highlights.map((highlight) => [highlight.id, marksOf(highlight)])));
    for (const highlight of highlights) entries.push({ highlight, document: documentOf(noted, highlight) });
  }
  return { entries, marks };
}

/** What has not changed is the same object, so that its words are read once. */
const documents = new WeakMap<HighlightView, SearchDocument>();

function documentOf(report: Parameters<typeof highlightDocument>[0], highlight: HighlightView): SearchDocument {
  const document = documents.get(highlight) ?? highlightDocument(report, highlight);
  documents.set(highlight, document);
  return document;
}

function search(collected: Collected, query: string): SearchDocument[] {
  collected.engine ??= createSearchEngine([createSegment(collected.entries.map(({ document }) => document))]);
  return collected.engine.search(query, { marks: collected.marks }).documents();
}
