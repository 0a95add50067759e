import "server-only";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type Actor, authorize } from "../accounts/policy";
import { stampFor } from "../annotations/highlights/highlight-snapshot";
import type { HighlightView, NotedHighlight } from "../annotations/schemas";
import { config } from "../config";
import type { Database } from "../db/database";
import { createMutex } from "../db/mutex";
import { getDatabase } from "../db/own-database";
import { countEditions, editionReport } from "../editions/editions";
import { processSingleton } from "../process-singleton";
import type { AskedOptions, LibraryEngine } from "../search/answer";
import { documentsOf, type SearchDocument } from "../search/documents";
import { createSearchEngine } from "../search/engine";
import type { BlockMarks, MarkedBlocks } from "../search/filters";
import { createFulltextEngine } from "../search/postgres/engine";
import { syncIndex } from "../search/postgres/index-sync";
import { createSegment, type Segment, segmentSteps } from "../search/segment";
import { VersionedCache } from "../versioned-cache";
import { annotatedReports } from "./annotated-reports";
import { type LibraryNow, libraryNow, type ServedLibrary } from "./library";
import { MemoryEngine } from "./memory-engine";
import { blockMarks, type NotedReport, noteDocuments } from "./note-documents";
import { noteProgress } from "./progress";
import type { CompletionsAnswer, SearchAnswer } from "./schemas";

/** Searches all reports together with the notes that a person may see. Any string is a query. */
export async function searchLibrary(
  db: Database,
  actor: Actor,
  query: string,
  options?: AskedOptions,
): Promise<SearchAnswer> {
  const engine = await searchOf(db, actor);
  return engine.search(query, options);
}

/** What the word at the end of a query may become, in words of the reports and of the notes that a person may see. */
export async function completeQuery(db: Database, actor: Actor, query: string): Promise<CompletionsAnswer> {
  const engine = await searchOf(db, actor);
  return { completions: await engine.complete(query) };
}

/**
 * Searches that are kept: of the people who search at about the same time. Where there are fewer than people, who ask in turn, each
 * finds theirs gone and has it put together again. One over the report that comes with Concord takes 150 KB.
 */
const PEOPLE = 128;
/** Pieces of notes that are kept indexed: see `piecesOf`. */
const PIECES = 2_000;

/** The text of all reports, indexed: makes what searches it together with the notes that one person may see. */
type TextIndex = (notes: readonly Segment[], marks: MarkedBlocks) => Promise<LibraryEngine>;

const state = () =>
  processSingleton("search", () => ({
    /** What everybody's search has in common. */
    index: new VersionedCache<TextIndex | null>(1),
    people: new VersionedCache<LibraryEngine | null>(PEOPLE),
    /** Notes that the same people see, indexed. */
    pieces: new VersionedCache<Segment>(PIECES),
    indexing: createMutex(),
  }));

/** The caches of what is made from a library; to be asked at once, since another may come. */
function cachesOf(library: ServedLibrary) {
  const { index, people, pieces } = state();
  return { index: index.of(library), people: people.of(library), pieces: pieces.of(library) };
}

/** The index of a library. @returns null where another has taken its place before its turn came */
function indexOf(library: ServedLibrary): Promise<TextIndex | null> {
  return cachesOf(library).index.get("", "", async () => {
    const db = await getDatabase();
    return config().searchEngine === "postgresql" ? indexInDatabase(db, library) : indexInMemory(db, library);
  });
}

/** One library is indexed at a time, since it takes much memory. */
function indexInMemory(db: Database, library: ServedLibrary): Promise<TextIndex | null> {
  const { indexing, index } = state();
  return indexing.runExclusive(async () => (index.isOf(library) ? indexTexts(db, library) : null));
}

async function indexTexts(db: Database, { reports }: ServedLibrary): Promise<TextIndex> {
  const documents: SearchDocument[] = [];
  for (const report of reports) documents.push(...(await documentsIn(db, report.edition.id)));
  const segment = await inSteps(segmentSteps(documents), (count) => {
    const done = Math.floor((count / documents.length) * reports.length);
    noteProgress({ doing: "indexing", done, of: reports.length });
  });
  const alone = createSearchEngine([segment]);
  return async (notes, marks) =>
    new MemoryEngine(notes.length === 0 ? alone : createSearchEngine([segment, ...notes]), marks);
}

/** Does what takes long in steps, between which others are answered. */
async function inSteps<T>(steps: Iterator<number, T>, onStep: (count: number) => void): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onStep(step.value);
    await setImmediate();
  }
}

async function indexInDatabase(db: Database, { reports, stored }: ServedLibrary): Promise<TextIndex> {
  const catalogue = await syncIndex(db, {
    reports: reports.map(({ slug, edition }) => ({ slug, edition: edition.id })),
    read: ({ edition }) => documentsIn(db, edition),
    onReport: (done, of) => noteProgress({ doing: "indexing", done, of }),
    // Who has seen more editions knows better which are current.
    isCurrent: async () => (await countEditions(db)) <= stored,
  });
  return (notes, marks) => createFulltextEngine(catalogue, notes, marks);
}

/** What search reads of an edition. Not by `openReport`: the reports that somebody reads stay open. */
async function documentsIn(db: Database, edition: string): Promise<SearchDocument[]> {
  const report = await editionReport(db, edition);
  return report ? documentsOf(report) : [];
}

/** Makes the index of the library as it stands, or waits for it where it is being made. */
export async function indexLibrary(): Promise<void> {
  await ofNewest(({ library }) => indexOf(library));
}

/** What is made with the index of the newest library. @param make says null where another library has come meanwhile */
async function ofNewest<T>(make: (now: LibraryNow) => Promise<T | null>): Promise<T> {
  for (;;) {
    const made = await make(await libraryNow());
    if (made !== null) return made;
  }
}

/**
 * What a person's search covers now. It is put together for each person apart, so that a note which they may not see is neither
 * found nor counted nor suggested, and weighs nothing in their ranking.
 *
 * It is made again after every change that is published, and when the person is given other rights; whatever else comes to
 * change what they see must be published too.
 */
async function searchOf(db: Database, actor: Actor): Promise<LibraryEngine> {
  authorize(actor, "report.read", null);
  // The event is asked for before the notes are read: these may be newer than it says, and are then read once more, but never older.
  return ofNewest(({ library, event }) =>
    cachesOf(library).people.get(actor.id, stampFor(actor, event), () => readSearch(db, actor, library)),
  );
}

/**
 * Reads what a person may see, and indexes what has changed. What several people see alike is indexed once: indexing takes
 * longer than everything else, and all of a team make their search again when one of them has written a note.
 */
async function readSearch(db: Database, actor: Actor, library: ServedLibrary): Promise<LibraryEngine | null> {
  const textIndex = await indexOf(library);
  if (!textIndex) return null;
  const byAudience = new Map<string, PlacedNote[]>();
  const marks = new Map<string, Map<string, BlockMarks>>();
  for await (const { report, documents, highlights } of annotatedReports(db, actor, library)) {
    const noted = { documents, pages: report.pages };
    marks.set(report.slug, blockMarks(noted, highlights));
    for (const highlight of highlights.filter(isNoted)) {
      const audience = searchAudience(actor, highlight);
      const own = byAudience.get(audience) ?? [];
      byAudience.set(audience, own);
      own.push({ highlight, noted });
    }
  }
  const { pieces } = cachesOf(library);
  const notes = await Promise.all(
    [...byAudience.keys()]
      .sort()
      .flatMap((audience) =>
        piecesOf(byAudience.get(audience)!).map((own, number) =>
          pieces.get(`${audience} ${number}`, own.map(({ highlight }) => stampOf(highlight)).join(" "), async () =>
            createSegment(own.flatMap(({ highlight, noted }) => noteDocuments(noted, [highlight]))),
          ),
        ),
      ),
  );
  return textIndex(notes, marks);
}

/** A note, and the report that it stands in. */
interface PlacedNote {
  highlight: NotedHighlight;
  noted: NotedReport;
}

/**
 * Parts notes into pieces, of about as many notes as there are pieces, so that little is indexed again where one has changed, and few
 * pieces are searched. Which piece a note is in depends on the end of its id, a UUID, and on the magnitude of their number alone.
 */
function piecesOf(notes: readonly PlacedNote[]): PlacedNote[][] {
  const count = 2 ** Math.floor(Math.log2(notes.length) / 2);
  const pieces: PlacedNote[][] = Array.from({ length: count }, () => []);
  for (const note of notes) pieces[Number.parseInt(note.highlight.id.slice(-6), 16) % count]!.push(note);
  return pieces.filter((piece) => piece.length > 0);
}

function isNoted(highlight: HighlightView): highlight is NotedHighlight {
  return highlight.note !== null;
}

/**
 * For whom a note is, as far as notes that all see alike have the same; who it is that sees it does not depend on this. A note in whose thread
 * people see different replies is indexed for each of them.
 */
function searchAudience({ id, groupIds }: Actor, { author, groupId, note }: NotedHighlight): string {
  const { visibility, replies } = note;
  const audience = { team: "team", group: `group ${groupId}`, private: `private ${author.id}` }[visibility];
  const hasLeft = groupId !== null && !groupIds.includes(groupId);
  const isForFewer = replies.some(
    (reply) => reply.visibility !== "team" && (reply.visibility !== visibility || reply.groupId !== groupId),
  );
  return hasLeft || isForFewer ? `${audience} as ${id} sees it` : audience;
}

const stamps = new WeakMap<NotedHighlight, string>();

/**
 * Says which note it is, and what of it goes into search: the words themselves. A version does not say that: another note has the same where one
 * was erased, and people see different replies.
 */
function stampOf(highlight: NotedHighlight): string {
  const known = stamps.get(highlight);
  if (known !== undefined) return known;
  const { id, start, end, author, origin, tags, note } = highlight;
  const replies = note.replies.map((reply) => [reply.body, reply.author.name, reply.origin?.creator?.name]);
  const searched = [id, start, end, author.name, origin?.creator?.name, tags, note.visibility, note.body, replies];
  const stamp = createHash("sha256").update(JSON.stringify(searched)).digest("base64");
  stamps.set(highlight, stamp);
  return stamp;
}
