import "server-only";
import { setImmediate } from "node:timers/promises";
import { type Actor, authorize, may } from "../accounts/policy";
import { type HighlightSnapshot, viewerOf, visibilityKey } from "../annotations/highlights/highlight-snapshot";
import { config } from "../config";
import { isListed } from "../current-reports";
import type { Database } from "../db/database";
import { createMutex } from "../db/mutex";
import { getDatabase } from "../db/own-database";
import { editionReport, libraryVersion } from "../editions/editions";
import { processSingleton } from "../process-singleton";
import type { AskedOptions, LibraryEngine } from "../search/answer";
import { documentsOf, type SearchDocument } from "../search/documents";
import { createSearchEngine, type SearchEngine } from "../search/engine";
import type { BlockMarks, MarkedBlocks } from "../search/filters";
import { createFulltextEngine } from "../search/postgres/engine";
import { catalogueOf, syncIndex } from "../search/postgres/index-sync";
import { createSegment, type Segment, segmentSteps } from "../search/segment";
import { VersionedCache } from "../versioned-cache";
import { annotatedReports } from "./annotated-reports";
import { type LibraryNow, type ListedReport, libraryNow, type ServedLibrary } from "./library";
import { MemoryEngine } from "./memory-engine";
import { blockMarks, noteDocuments } from "./note-documents";
import { isNoted, notePieces, type PlacedNote, stampOfPiece } from "./note-pieces";
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
    const { report } = options;
    const only = report !== undefined && may(actor, "report.read", { report }) ? bySlug.get(report) : undefined;
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
/** Maximum number of cached note segments (see `notePieces`). */
const PIECES = 2_000;

/**
 * The index of a part of the library. It is a function that takes the shelves that one user can read, and the notes that they can
 * see, and creates an engine that searches both.
 */
type TextIndex = (
  shelves: ReadonlySet<string>,
  notes: readonly Segment[],
  marks: MarkedBlocks,
) => Promise<LibraryEngine>;

/** The texts of a shelf, in memory. */
interface IndexedShelf {
  /** Identifies the texts. */
  stamp: string;
  segment: Segment;
}

const state = () =>
  processSingleton("search", () => ({
    /** The indexes shared by all users, by part of the library. */
    index: new VersionedCache<TextIndex | null>(2),
    /** The shelves of the last indexes in memory. The unchanged ones become part of the next. */
    shelves: new Map<Part, ReadonlyMap<string, IndexedShelf>>(),
    viewers: new VersionedCache<LibraryEngine | null>(VIEWERS),
    /**
     * Segments of notes, keyed by audience and number, and shared by the users who see the same notes. They outlast a
     * library, because most changes to it don't affect the notes.
     */
    pieces: new VersionedCache<Segment>(PIECES),
    indexing: createMutex(),
  }));

/**
 * Binds the caches to a library. Call this right before using them, because binding another library drops their
 * entries.
 */
function cachesOf(library: ServedLibrary) {
  const { index, viewers } = state();
  return { index: index.of(library), viewers: viewers.of(library) };
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
  return indexing.runExclusive(async () => (index.isOf(library) ? indexTexts(db, reports, part) : null));
}

/** Each shelf has its own segment, so that the words of other shelves don't affect a search. */
async function indexTexts(db: Database, reports: readonly ListedReport[], part: Part): Promise<TextIndex> {
  const former = state().shelves.get(part);
  const shelves = new Map<string, IndexedShelf>();
  let before = 0;
  for (const [shelf, own] of byShelf(reports)) {
    const stamp = own.map((report) => report.stamp).join("\n");
    const known = former?.get(shelf);
    const first = before;
    const onDone = (part: number) =>
      noteProgress({ doing: "indexing", done: first + Math.floor(part * own.length), of: reports.length });
    shelves.set(shelf, known?.stamp === stamp ? known : { stamp, segment: await indexShelf(db, own, onDone) });
    before += own.length;
  }
  state().shelves.set(part, shelves);
  /** The engines without notes, by the segments that they search. */
  const alone = new Map<string, SearchEngine>();
  return async (readable, notes, marks) => {
    const found = [...shelves].filter(([shelf]) => readable.has(shelf));
    const segments = found.map(([, { segment }]) => segment);
    if (notes.length > 0) return new MemoryEngine(createSearchEngine([...segments, ...notes]), marks);
    const key = JSON.stringify(found.map(([shelf]) => shelf));
    const engine = alone.get(key) ?? createSearchEngine(segments);
    if (alone.size < VIEWERS) alone.set(key, engine);
    return new MemoryEngine(engine, marks);
  };
}

function byShelf(reports: readonly ListedReport[]): Map<string, ListedReport[]> {
  const shelves = new Map<string, ListedReport[]>();
  for (const report of reports) {
    const own = shelves.get(report.shelf);
    if (own) own.push(report);
    else shelves.set(report.shelf, [report]);
  }
  return shelves;
}

/** @param onDone called with the part that is done, from 0 to 1 */
async function indexShelf(
  db: Database,
  reports: readonly ListedReport[],
  onDone: (part: number) => void,
): Promise<Segment> {
  const documents: SearchDocument[] = [];
  for (const report of reports) documents.push(...(await documentsIn(db, report.edition.id)));
  return inSteps(segmentSteps(documents), (count) => onDone(count / documents.length));
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

async function indexInDatabase(db: Database, { listed, bySlug, version }: ServedLibrary): Promise<TextIndex> {
  const catalogue = await syncIndex(db, {
    reports: listed.map(({ slug, textStamp, shelf, meta: { title, authors } }) => ({
      ...{ slug, textStamp, shelf, title, authors },
    })),
    read: ({ slug }) => documentsIn(db, bySlug.get(slug)!.edition.id),
    onReport: (done, of) => noteProgress({ doing: "indexing", done, of }),
    // If the version in the database is higher, another process already has a more recent list of reports.
    isCurrent: async () => (await libraryVersion(db)) <= version,
  });
  return (shelves, notes, marks) => createFulltextEngine(catalogueOf(catalogue, shelves), notes, marks);
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
    const make = () => readSearch(db, viewer, now.library, all, part);
    return cachesOf(now.library).viewers.get(`${part} ${visibilityKey(viewer)}`, String(all.event), make);
  });
}

/**
 * Collects the notes that a viewer can see and indexes those that have changed. Notes that look the same to several
 * viewers are indexed only once, because indexing is the slowest part and saving any note makes all engines outdated.
 */
async function readSearch(
  db: Database,
  viewer: Actor,
  library: ServedLibrary,
  all: HighlightSnapshot,
  part: Part,
): Promise<LibraryEngine | null> {
  const textIndex = await indexOf(library, part);
  if (!textIndex) return null;
  const notes: PlacedNote[] = [];
  const marks = new Map<string, Map<string, BlockMarks>>();
  for await (const { listed, noted, highlights } of annotatedReports(db, viewer, all, reportsIn(library, part))) {
    const { slug, shelf, stamp } = listed;
    marks.set(slug, blockMarks(noted, highlights));
    for (const highlight of highlights.filter(isNoted)) notes.push({ highlight, noted, stamp, shelf });
  }
  const { pieces } = state();
  const segments = Array.from(notePieces(viewer, notes), ([key, own]) =>
    pieces.get(`${part} ${key}`, stampOfPiece(own), async () =>
      createSegment(own.flatMap(({ highlight, noted }) => noteDocuments(noted, [highlight]))),
    ),
  );
  return textIndex(shelvesFor(viewer, reportsIn(library, part)), await Promise.all(segments), marks);
}

/** The shelves that a viewer can read. */
function shelvesFor(viewer: Actor, reports: readonly ListedReport[]): Set<string> {
  const examples = new Map(reports.map(({ shelf, slug }) => [shelf, slug]));
  return new Set([...examples].flatMap(([shelf, report]) => (may(viewer, "report.read", { report }) ? [shelf] : [])));
}
