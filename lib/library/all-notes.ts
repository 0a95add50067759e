import { wordsOf } from "../annotations/areas/words";
import "server-only";
import { setImmediate } from "node:timers/promises";
import { type Actor, authorize } from "../accounts/policy";
import { type HighlightSnapshot, visibilityKey } from "../annotations/highlights/highlight-snapshot";
import { isAskedFor, optionsAmong } from "../annotations/notes/note-filter";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { processSingleton } from "../process-singleton";
import type { SearchDocument } from "../search/documents";
import { createSearchEngine, createSegment, type SearchEngine } from "../search/engine";
import type { BlockMarks, MarkedBlocks } from "../search/filters";
import { VersionedCache } from "../versioned-cache";
import { annotatedReports } from "./annotated-reports";
import { type ListedReport, libraryNow, type ServedLibrary } from "./library";
import { highlightDocument, marksOf } from "./note-documents";
import { type AskedNotes, NOTES_PAGE, type NotesAnswer } from "./notes-schemas";
import { readableIn } from "./readable-library";
import { highlightsOfAll } from "./visible-highlights";

/** Notes that one user can see, by report, in reading order. */
interface Collected {
  entries: readonly { highlight: HighlightView; document: SearchDocument }[];
  marks: MarkedBlocks;
  /** Created by the first search. */
  engine?: SearchEngine;
}

/** Maximum number of people whose notes are cached. This is about as many as are active at the same time. */
const PEOPLE = 16;

const people = () => processSingleton("all-notes", () => new VersionedCache<Collected>(PEOPLE));

/** The notes that a user can see, and the ones that match a filter. */
interface FoundNotes {
  /** The reports that the user can read. */
  library: ServedLibrary;
  all: Collected["entries"];
  /** By report, in reading order. */
  asked: Collected["entries"];
}

/**
 * The highlights and notes that a user can see in all reports, and the ones that match a filter.
 *
 * The query uses the search syntax. It is matched against the quotes, notes and replies. If `ids` is given, only these
 * highlights can be found.
 */
export async function findNotes(
  db: Database,
  actor: Actor,
  { query, report, ids, ...filter }: AskedNotes & { ids?: readonly string[] | undefined },
): Promise<FoundNotes> {
  authorize(actor, "library.read", null);
  const now = await libraryNow();
  const { library } = now;
  const all = await highlightsOfAll(db, now);
  const collected = await people()
    .of(library)
    .get(visibilityKey(actor), String(all.event), () => collect(db, actor, library, all));
  const found = query.trim() === "" ? null : new Set(search(collected, query));
  const wanted = ids && new Set(ids);
  const asked = collected.entries.filter(
    ({ highlight, document }) =>
      (wanted === undefined || wanted.has(highlight.id)) &&
      (report === null || highlight.report === report) &&
      isAskedFor(filter, highlight) &&
      (found === null || found.has(document)),
  );
  return { library: readableIn(library, actor), all: collected.entries, asked };
}

interface Part {
  /** The offset at which a page of `NOTES_PAGE` notes starts. */
  offset?: number;
  /** Maximum total length of the page's notes, in UTF-16 code units; at least one note is returned. */
  text?: number;
}

/** A page of the results of `findNotes`, with the filter options. */
export async function listAllNotes(
  db: Database,
  actor: Actor,
  wanted: AskedNotes,
  { offset = 0, text = Number.POSITIVE_INFINITY }: Part = {},
): Promise<NotesAnswer> {
  const { library, all, asked } = await findNotes(db, actor, wanted);
  const there = new Set(all.map(({ highlight }) => highlight.report));
  const part = beginningOf(asked.slice(offset, offset + NOTES_PAGE), text);
  const next = offset + part.length;
  return {
    total: asked.length,
    all: all.length,
    notes: part.map(({ highlight, document }) => ({
      highlight,
      page: document.page === null ? null : { page: document.page, certain: document.pageCertain },
      section: document.section?.title ?? null,
    })),
    next: next < asked.length ? next : null,
    reports: library.reports
      .filter(({ slug }) => there.has(slug))
      .map(({ slug, meta, archivedAt }) => ({ slug, title: meta.title, isArchived: archivedAt !== null })),
    options: optionsAmong(all.map(({ highlight }) => highlight)),
  };
}

/** As many entries as fit into a total length, but at least one. */
function beginningOf(entries: Collected["entries"], text: number): Collected["entries"] {
  let length = 0;
  const tooMany = entries.findIndex(({ highlight }, index) => {
    length += lengthOf(highlight);
    return index > 0 && length > text;
  });
  return tooMany < 0 ? entries : entries.slice(0, tooMany);
}

/** The length of a highlight's text, in UTF-16 code units. */
function lengthOf({ note, ...highlight }: HighlightView): number {
  return (note ? [note, ...note.replies] : []).reduce((sum, { body }) => sum + body.length, wordsOf(highlight).length);
}

/** Notes up to this total length, in UTF-16 code units, are processed without yielding, which takes about 5 ms. */
const AT_ONCE = 50_000;

async function collect(
  db: Database,
  actor: Actor,
  { reports }: ServedLibrary,
  all: HighlightSnapshot,
): Promise<Collected> {
  const marks = new Map<string, ReadonlyMap<string, BlockMarks>>();
  const entries: Collected["entries"][number][] = [];
  let length = 0;
  for await (const { listed, noted, highlights } of annotatedReports(db, actor, all, reports)) {
    // The search document of a whole highlight has the highlight's id as its block id.
    marks.set(listed.slug, new Map(highlights.map((highlight) => [highlight.id, marksOf(highlight)])));
    const known = documentsIn(listed);
    for (const highlight of highlights) {
      const own = known.has(highlight) ? 0 : lengthOf(highlight);
      if (length > 0 && length + own > AT_ONCE) {
        length = 0;
        await setImmediate();
      }
      length += own;
      const whole = { ...noted, slug: listed.slug, title: listed.meta.title };
      const document = known.get(highlight) ?? highlightDocument(whole, highlight);
      known.set(highlight, document);
      entries.push({ highlight, document });
    }
  }
  return { entries, marks };
}

/**
 * Documents by highlight view, for as long as a report has the same edition and details. Unchanged views remain the
 * same objects, so their words are tokenized only once.
 */
const documents = new WeakMap<ListedReport, WeakMap<HighlightView, SearchDocument>>();

function documentsIn(report: ListedReport): WeakMap<HighlightView, SearchDocument> {
  const known = documents.get(report) ?? new WeakMap();
  documents.set(report, known);
  return known;
}

function search(collected: Collected, query: string): SearchDocument[] {
  collected.engine ??= createSearchEngine([createSegment(collected.entries.map(({ document }) => document))]);
  return collected.engine.search(query, { marks: collected.marks }).documents();
}
