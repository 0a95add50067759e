import "server-only";
import { reportAccess } from "../accounts/report-access";
import { visitorsMay } from "../accounts/visitors";
import { config } from "../config";
import { isListed } from "../current-reports";
import type { Database } from "../db/database";
import { getDatabase } from "../db/own-database";
import {
  type Edition,
  hashOf,
  isReadByTheseRules,
  libraryVersion,
  type StoredEditions,
  storedEditions,
} from "../editions/editions";
import { addedPdfs } from "../editions/pages";
import { allReports, goneReports, reportStates } from "../editions/reports";
import { summariesOf } from "../editions/summaries";
import { UserError } from "../errors";
import { problem } from "../errors/problem";
import { lastEventNumber, reportsChangedSince } from "../events/log";
import { processSingleton } from "../process-singleton";
import { withDetails } from "../report/details";
import type { ReportSummary } from "../report/summary";
import { BUSY } from "../workers/fair-queue";
import { addFromFile, readAgain } from "./add-edition";
import { byTitle, fingerprint, readFolder, slugOf, type Unreadable } from "./folder";
import { noteProgress } from "./progress";

/** A report without its text. The metadata of every report is kept in memory; `openReport` loads the text. */
export interface ListedReport extends ReportSummary {
  slug: string;
  /** The current edition. */
  edition: { id: string; ordinal: number };
  /** A value that changes with the text and its page numbers. It is used as the stamp of data derived from them. */
  textStamp: string;
  /** A value that also changes with the report's details. */
  stamp: string;
  /** What the report is about. */
  topics: readonly string[];
  /** When the report was archived, in ISO 8601; null if it wasn't. */
  archivedAt: string | null;
  /** Whether only some people can read the report. */
  isRestricted: boolean;
  /** Whether people without an account can read the report. */
  isPublic: boolean;
  /** Identifies the report's shelf. The reports on a shelf have the same readers. */
  shelf: string;
  /** When the report was added, in ISO 8601. */
  addedAt: string;
}

/** The library that is being served: every report that isn't deleted, in its current edition. */
export interface ServedLibrary {
  /** Sorted by title. Includes archived reports. */
  reports: readonly ListedReport[];
  /** The reports that aren't archived, in the same order. */
  listed: readonly ListedReport[];
  /** All of `reports`, by slug. */
  bySlug: ReadonlyMap<string, ListedReport>;
  /** Files in the folder that aren't valid reports. */
  problems: readonly Unreadable[];
  /** The `libraryVersion` of this content. It may be outdated if the content changed while it was being loaded. */
  version: number;
}

/**
 * Stores the files in a folder that have never been stored before.
 *
 * The folder contains an instance's initial reports, and editions can be added to it. Removing a file doesn't remove
 * its report, so instances don't all need the same files. The file of a deleted report doesn't bring it back.
 *
 * @param folder contains `<slug>.md` files
 * @returns the files that aren't valid reports
 */
export async function storeFolder(db: Database, folder: string): Promise<Unreadable[]> {
  const before = await storedEditions(db);
  const gone = await goneReports(db);
  return readFolder(
    folder,
    async (markdown, slug) => {
      if (gone.has(slug)) return;
      const isKnown = before.get(slug)?.hashes.includes(hashOf(markdown)) ?? false;
      if (!isKnown) await addFromFile(db, markdown, slug, folder);
    },
    (done, of) => noteProgress({ doing: "reading", done, of }),
  );
}

/**
 * The current edition of every report in the database. Editions that were parsed with older rules are parsed again
 * first.
 *
 * @param unreadable invalid files in the folder; the last valid edition of such a file stays in the library
 * @param before the library that this one replaces. Only the reports that changed after its event are read; all others
 *   are the same objects. If there is none, or the log no longer contains all these events, all reports are read
 */
export async function serveLibrary(
  db: Database,
  unreadable: readonly Unreadable[],
  before: LibraryNow | null = null,
): Promise<ServedLibrary> {
  const version = await libraryVersion(db);
  const changed = before && (await reportsChangedSince(db, before.event));
  const slugs = changed ? [...changed] : undefined;
  const stored = await storedEditions(db, slugs);
  if (await readByTheseRules(db, stored)) return serveLibrary(db, unreadable, before);

  const former = before?.library.reports ?? [];
  const unchanged = changed ? former.filter(({ slug }) => !changed.has(slug)) : [];
  const reports = [...unchanged, ...(await readEntries(db, stored, former, slugs))];
  reports.sort((a, b) => byTitle(a.meta, b.meta));
  const bySlug = new Map(reports.map((report) => [report.slug, report]));
  return {
    reports,
    listed: reports.filter(isListed),
    bySlug,
    problems: unreadable.map(({ file, reason }) => {
      return { file, reason: bySlug.has(slugOf(file)) ? problem("content.kept", { reason }) : reason };
    }),
    version,
  };
}

/**
 * The entries of reports.
 *
 * @param stored their editions
 * @param former entries that are reused if they haven't changed
 * @param slugs the slugs of the reports; all if undefined
 */
async function readEntries(
  db: Database,
  stored: ReadonlyMap<string, StoredEditions>,
  former: readonly ListedReport[],
  slugs: readonly string[] | undefined,
): Promise<ListedReport[]> {
  const ids = [...stored.values()].map(({ current }) => current.id);
  // Read the reports after the editions, so that the report of every edition is included.
  const states = await reportStates(db, slugs);
  const access = await reportAccess(db);
  const pdfs = await addedPdfs(db, slugs && ids);
  const { hasPublicReports } = config();
  const textStampOf = (id: string) => [id, pdfs.get(id)?.id].filter((part) => part !== undefined).join(" ");
  const unchanged = former.filter(({ edition, textStamp }) => textStamp === textStampOf(edition.id));
  const known = new Map(unchanged.map((report) => [report.edition.id, report]));
  const summaries = await summariesOf(
    db,
    ids.filter((id) => !known.has(id)),
  );
  const stampOf = (id: string, version = 0) => `${textStampOf(id)} ${version}`;
  const upToDate = (slug: string, id: string) => {
    const entry = known.get(id);
    return entry?.stamp === stampOf(id, states.get(slug)?.version) ? entry : undefined;
  };
  // Reading the details takes longer than all the rest, so only those that have changed are read.
  const described = await allReports(
    db,
    [...stored].flatMap(([slug, { current }]) => (upToDate(slug, current.id) ? [] : slug)),
  );
  return [...stored].flatMap(([slug, { current }]): ListedReport[] => {
    const { id, ordinal } = current;
    const entry = known.get(id);
    const summary = entry ?? summaries.get(id);
    const details = described.get(slug);
    const content =
      upToDate(slug, id) ??
      (summary &&
        details && {
          // From a former entry, `withDetails` keeps only what is printed in the edition.
          ...{ meta: withDetails(summary.meta, details), topics: details.topics },
          ...{ length: summary.length, stamp: stampOf(id, details.version) },
        });
    const state = states.get(slug);
    // The report has just been deleted.
    if (!content || !state) return [];
    const { meta, topics, stamp, length } = content;
    const listed: ListedReport = {
      ...{ meta, slug, edition: { id, ordinal }, textStamp: textStampOf(id), stamp, topics },
      length: { ...length, pages: length.pages ?? pdfs.get(id)?.pages ?? null },
      archivedAt: state.archivedAt?.toISOString() ?? null,
      isRestricted: access.audienceOf(slug) === "restricted",
      isPublic: hasPublicReports && visitorsMay("report.read", access.audienceOf(slug)),
      shelf: access.readersOf(slug),
      addedAt: state.createdAt.toISOString(),
    };
    return [entry && isSame(entry, listed) ? entry : listed];
  });
}

/** Whether two entries of a report are the same. The stamp stands for its text and details. */
function isSame(one: ListedReport, other: ListedReport): boolean {
  const keys = ["stamp", "archivedAt", "isRestricted", "isPublic", "shelf", "addedAt"] as const;
  return keys.every((key) => one[key] === other[key]);
}

/**
 * Makes sure that the current editions are parsed with this version's rules.
 * @returns whether any edition was parsed again
 */
async function readByTheseRules(db: Database, stored: ReadonlyMap<string, StoredEditions>): Promise<boolean> {
  const others = [...stored.values()].map(({ current }) => current).filter((edition) => !isReadByTheseRules(edition));
  let isChanged = false;
  for (const [done, edition] of others.entries()) {
    noteProgress({ doing: "reading", done, of: others.length });
    isChanged = (await couldReadAgain(db, edition)) || isChanged;
  }
  return isChanged;
}

/** An edition that can't be parsed again is served as is. */
async function couldReadAgain(db: Database, edition: Edition): Promise<boolean> {
  try {
    await readAgain(db, edition);
    return true;
  } catch (error) {
    if (error instanceof UserError && error.code !== BUSY) return false;
    throw error;
  }
}

/** The current library, with the log position at the time of the request. */
export interface LibraryNow {
  library: ServedLibrary;
  /** Number of the last event. The library may be newer, but never older. */
  event: number;
}

/** How long a check of the files stays valid, in milliseconds. Checking a thousand files takes a while. */
const LOOK_AGAIN = 1_000;

/** The cached state of the content folders and the library. */
interface Held {
  /** The fingerprint of the content folders when their files were read. */
  files: string;
  /** The files in the folder that aren't valid reports. */
  unreadable: Promise<readonly Unreadable[]>;
  library: Promise<ServedLibrary>;
  /** The event number up to which the library contains every stored edition. */
  event: number;
}

interface Shelf {
  held?: Held;
  /** The last check of the folders: the fingerprint, and when it was taken (`performance.now()`). */
  looked?: { at: number; files: Promise<string> };
}

const state = () => processSingleton("library", (): Shelf => ({}));

/**
 * The current library. It is loaded on the first call. It is loaded again after an edition is stored or a report's
 * details are edited, even by another process, and within a second of a change to a file in a content folder.
 */
export async function libraryNow(): Promise<LibraryNow> {
  const db = await getDatabase();
  const event = await lastEventNumber(db);
  return { library: await libraryAfter(db, state(), event), event };
}

/** Like `libraryNow`, but without the event number. */
export async function currentLibrary(): Promise<ServedLibrary> {
  return (await libraryNow()).library;
}

async function libraryAfter(db: Database, shelf: Shelf, event: number): Promise<ServedLibrary> {
  const folders = config().contentDirs;
  const files = await lookAt(shelf, folders);
  const { held } = shelf;
  if (held?.files === files) {
    const library = await held.library;
    // Most events don't change a report.
    if (held.event >= event) return library;
    if (library.version >= (await libraryVersion(db))) {
      held.event = Math.max(held.event, event);
      return library;
    }
    // A concurrent call has noticed this too and is already loading it.
    if (shelf.held !== held) return libraryAfter(db, shelf, event);
  }

  // Most new editions don't come from a file.
  const unreadable = held?.files === files ? held.unreadable : storeFolders(db, folders);
  const before = held && knownOf(held);
  const library = unreadable.then(async (problems) => serveLibrary(db, problems, await before));
  shelf.held = { files, unreadable, library, event };
  library.catch(() => {
    // Let the next request try again.
    if (shelf.held?.library === library) shelf.held = undefined;
  });
  return library;
}

/** What is held now; null if it couldn't be loaded. */
async function knownOf({ library, event }: Held): Promise<LibraryNow | null> {
  try {
    return { library: await library, event };
  } catch {
    return null;
  }
}

/** Stores the files of each folder in turn, so that those of the last folder become the newest editions. */
async function storeFolders(db: Database, folders: readonly string[]): Promise<Unreadable[]> {
  const problems: Unreadable[] = [];
  for (const folder of folders) problems.push(...(await storeFolder(db, folder)));
  return problems;
}

function lookAt(shelf: Shelf, folders: readonly string[]): Promise<string> {
  const now = performance.now();
  if (shelf.looked && now - shelf.looked.at < LOOK_AGAIN) return shelf.looked.files;
  const looked = { at: now, files: fingerprintOf(folders) };
  shelf.looked = looked;
  looked.files.catch(() => {
    if (shelf.looked === looked) shelf.looked = undefined;
  });
  return looked.files;
}

async function fingerprintOf(folders: readonly string[]): Promise<string> {
  const each = await Promise.all(folders.map((folder) => fingerprint(folder)));
  return each.join("\n\n");
}
