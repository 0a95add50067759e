import "server-only";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type Actor, authorize } from "../accounts/policy";
import { type HighlightSnapshot, viewerOf, visibilityKey } from "../annotations/highlights/highlight-snapshot";
import type { HighlightView, NotedHighlight } from "../annotations/schemas";
import { config } from "../config";
import { isListed } from "../current-reports";
import type { Database } from "../db/database";
import { createMutex } from "../db/mutex";
import { getDatabase } from "../db/own-database";
import { editionReport, libraryVersion } from "../editions/editions";
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
import { type LibraryNow, type ListedReport, libraryNow, type ServedLibrary } from "./library";
import { MemoryEngine } from "./memory-engine";
import { blockMarks, type NotedReport, noteDocuments } from "./note-documents";
import { noteProgress } from "./progress";
import type { CompletionsAnswer, SearchAnswer } from "./schemas";
import { highlightsOfAll } from "./visible-highlights";

/** The part of the library to search. Archived reports are searched only on request. */
type Part = "listed" | "archived";

interface LibrarySearchOptions extends AskedOptions {
  /** Whether to search the archived reports instead of the listed ones. */
  archived?: boolean;
}

/**
 * Searches all listed reports together with the notes that a user can see, or all archived ones, or a single report of
 * either kind. Any string is a valid query.
 */
export async function searchLibrary(
  db: Database,
  actor: Actor,
  query: string,
  { archived = false, ...options }: LibrarySearchOptions = {},
): Promise<SearchAnswer> {
  const engine = await searchOf(db, actor, ({ bySlug }) => {
    const only = options.report === undefined ? undefined : bySlug.get(options.report);
    return (only ? isListed(only) : !archived) ? "listed" : "archived";
  });
  return engine.search(query, options);
}

/** Completions for the last word of a query, from the reports and the notes that a user can see. */
export async function completeQuery(db: Database, actor: Actor, query: string): Promise<CompletionsAnswer> {
  const engine = await searchOf(db, actor, () => "listed");
  return { completions: await engine.complete(query) };
}

/**
 * Maximum number of cached engines, one per viewer. If more viewers than this take turns searching, each finds their
 * engine evicted and has to wait for it to be rebuilt. An engine for the report that comes with Concord takes 150 KB.
 */
const VIEWERS = 128;
/** Maximum number of cached note segments (see `piecesOf`). */
const PIECES = 2_000;

/** The index of a part of the library. It is a function that takes one user's notes and creates an engine that searches both. */
type TextIndex = (notes: readonly Segment[], marks: MarkedBlocks) => Promise<LibraryEngine>;

const state = () =>
  processSingleton("search", () => ({
    /** The indexes shared by all users, by part of the library. */
    index: new VersionedCache<TextIndex | null>(2),
    viewers: new VersionedCache<LibraryEngine | null>(VIEWERS),
    /** Segments of notes, keyed by audience and number, and shared by the users who see the same notes. */
    pieces: new VersionedCache<Segment>(PIECES),
    indexing: createMutex(),
  }));

/**
 * Binds the caches to a library. Call this right before using them, because binding another library drops their
 * entries.
 */
function cachesOf(library: ServedLibrary) {
  const { index, viewers, pieces } = state();
  return { index: index.of(library), viewers: viewers.of(library), pieces: pieces.of(library) };
}

/**
 * The index of a part of a library. That of the archived reports is always in memory, and is made when someone first
 * searches it, because this is rare.
 *
 * @returns null if another library replaced it before indexing began
 */
function indexOf(library: ServedLibrary, part: Part): Promise<TextIndex | null> {
  return cachesOf(library).index.get(part, "", async () => {
    const db = await getDatabase();
    const isInDatabase = config().searchEngine === "postgresql" && part === "listed";
    return isInDatabase ? indexInDatabase(db, library) : indexInMemory(db, library, part);
  });
}

function reportsIn({ reports, listed }: ServedLibrary, part: Part): readonly ListedReport[] {
  return part === "listed" ? listed : reports.filter((report) => !isListed(report));
}

/** Indexes one library at a time, because indexing takes a lot of memory. */
function indexInMemory(db: Database, library: ServedLibrary, part: Part): Promise<TextIndex | null> {
  const { indexing, index } = state();
  const reports = reportsIn(library, part);
  return indexing.runExclusive(async () => (index.isOf(library) ? indexTexts(db, reports) : null));
}

async function indexTexts(db: Database, reports: readonly ListedReport[]): Promise<TextIndex> {
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

/** Runs a long task in steps and yields to other requests in between. */
async function inSteps<T>(steps: Iterator<number, T>, onStep: (count: number) => void): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onStep(step.value);
    await setImmediate();
  }
}

async function indexInDatabase(db: Database, { listed, version }: ServedLibrary): Promise<TextIndex> {
  const catalogue = await syncIndex(db, {
    reports: listed.map(({ slug, edition, meta: { title, authors } }) => ({
      ...{ slug, edition: edition.id, title, authors },
    })),
    read: ({ edition }) => documentsIn(db, edition),
    onReport: (done, of) => noteProgress({ doing: "indexing", done, of }),
    // If the version in the database is higher, another process already has a more recent list of reports.
    isCurrent: async () => (await libraryVersion(db)) <= version,
  });
  return (notes, marks) => createFulltextEngine(catalogue, notes, marks);
}

/**
 * The search documents of an edition. Bypasses `openReport`, so that indexing doesn't evict the reports that people are
 * reading.
 */
async function documentsIn(db: Database, edition: string): Promise<SearchDocument[]> {
  const report = await editionReport(db, edition);
  return report ? documentsOf(report) : [];
}

/** Builds the index of the listed reports, or waits for the build in progress. */
export async function indexLibrary(): Promise<void> {
  await ofNewest(({ library }) => indexOf(library, "listed"));
}

/**
 * Runs `make` with the newest library, and runs it again if the library is replaced. @param make returns null if
 * another library has replaced it
 */
async function ofNewest<T>(make: (now: LibraryNow) => Promise<T | null>): Promise<T> {
  for (;;) {
    const made = await make(await libraryNow());
    if (made !== null) return made;
  }
}

/**
 * The engine for a user's search. Hidden notes are never found, counted or suggested, and don't affect the ranking.
 * People who see the same notes share an engine.
 *
 * It is rebuilt after every published event, and users with different rights have different visibility keys. So
 * anything else that changes what users see must publish an event.
 */
async function searchOf(db: Database, actor: Actor, partOf: (library: ServedLibrary) => Part): Promise<LibraryEngine> {
  authorize(actor, "library.read", null);
  // The event number is read before the notes, so the notes may be newer (in which case they are read again later), but
  // never older.
  return ofNewest(async (now) => {
    const all = await highlightsOfAll(db, now);
    const viewer = viewerOf(actor, all);
    // Use the viewer's snapshot, because people who see the same notes in one snapshot may see different ones in the
    // next.
    const part = partOf(now.library);
    const make = () => readSearch(viewer, now.library, all, part);
    return cachesOf(now.library).viewers.get(`${part} ${visibilityKey(viewer)}`, String(all.event), make);
  });
}

/**
 * Collects the notes that a viewer can see and indexes those that have changed. Notes that look the same to several
 * viewers are indexed only once, because indexing is the slowest part and saving any note makes all engines outdated.
 */
async function readSearch(
  viewer: Actor,
  library: ServedLibrary,
  all: HighlightSnapshot,
  part: Part,
): Promise<LibraryEngine | null> {
  const textIndex = await indexOf(library, part);
  if (!textIndex) return null;
  const byAudience = new Map<string, PlacedNote[]>();
  const marks = new Map<string, Map<string, BlockMarks>>();
  const annotated = annotatedReports(viewer, library, all, reportsIn(library, part));
  for await (const { report, documents, highlights } of annotated) {
    const noted = { documents, pages: report.pages };
    marks.set(report.slug, blockMarks(noted, highlights));
    for (const highlight of highlights.filter(isNoted)) {
      const audience = searchAudience(viewer, highlight);
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
          pieces.get(
            `${part} ${audience} ${number}`,
            own.map(({ highlight }) => stampOf(highlight)).join(" "),
            async () => createSegment(own.flatMap(({ highlight, noted }) => noteDocuments(noted, [highlight]))),
          ),
        ),
      ),
  );
  return textIndex(notes, marks);
}

/** A note and its report. */
interface PlacedNote {
  highlight: NotedHighlight;
  noted: NotedReport;
}

/**
 * Splits notes into segments. The number of segments is about the same as the number of notes in each, so that a change
 * reindexes only a few notes and a search reads only a few segments. A note's segment depends only on the end of its
 * id, a UUID, and on the order of magnitude of the number of notes.
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
 * The cache key for notes. It is shared by all viewers to whom a note looks the same. A note whose thread looks
 * different to different people gets a key per viewer.
 */
function searchAudience(viewer: Actor, { author, groupId, note }: NotedHighlight): string {
  const { visibility, replies } = note;
  const audience = { team: "team", group: `group ${groupId}`, private: `private ${author.id}` }[visibility];
  const hasLeft = groupId !== null && !viewer.groupIds.includes(groupId);
  const isForFewer = replies.some(
    (reply) => reply.visibility !== "team" && (reply.visibility !== visibility || reply.groupId !== groupId),
  );
  return hasLeft || isForFewer ? `${audience} as ${visibilityKey(viewer)} sees it` : audience;
}

const stamps = new WeakMap<NotedHighlight, string>();

/**
 * Identifies a note's searchable content by hash. The note's version wouldn't be enough. After an erasure, another note
 * can have the same version, and not everyone sees the same replies.
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
