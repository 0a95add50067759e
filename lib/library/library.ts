import "server-only";
import path from "node:path";
import type { Database } from "../db/database";
import { getDatabase } from "../db/own-database";
import {
  countEditions,
  type Edition,
  hashOf,
  isReadByTheseRules,
  type StoredReport,
  storedReports,
} from "../editions/editions";
import { summariesOf } from "../editions/summaries";
import { UserError } from "../errors";
import { lastEventNumber } from "../events/log";
import { processSingleton } from "../process-singleton";
import type { ReportSummary } from "../report/summary";
import { BUSY } from "../workers/fair-queue";
import { addFromFile, readAgain } from "./add-edition";
import { byTitle, fingerprint, type Problem, readFolder, slugOf } from "./folder";
import { noteProgress } from "./progress";

/** A report on the shelf, without its text: however many there are, all of these are at hand. `openReport` gives the text. */
export interface ListedReport extends ReportSummary {
  slug: string;
  /** The edition that is served. */
  edition: { id: string; ordinal: number };
}

/** The library as it is served: every report that was ever stored, in its newest edition. */
export interface ServedLibrary {
  /** By title. */
  reports: readonly ListedReport[];
  /** The same by their slugs. */
  bySlug: ReadonlyMap<string, ListedReport>;
  /** Files of the folder that are no reports. */
  problems: readonly Problem[];
  /** How many editions of reports it knows of, old ones too. */
  stored: number;
}

/**
 * Stores what a folder holds and was never stored.
 *
 * The folder is what an instance starts with, and a way to give a report its next edition; a file that is taken away takes nothing
 * away, so that several instances need not have the same files.
 *
 * @param folder holds `<slug>.md` files
 * @returns the files that are no reports
 */
export async function storeFolder(db: Database, folder: string): Promise<Problem[]> {
  const before = await storedReports(db);
  return readFolder(
    folder,
    async (markdown, slug) => {
      const isKnown = before.get(slug)?.hashes.includes(hashOf(markdown)) ?? false;
      if (!isKnown) await addFromFile(db, markdown, slug);
    },
    (done, of) => noteProgress({ doing: "reading", done, of }),
  );
}

/**
 * The newest edition of every report in the database. Where the rules by which texts are read have changed, it is read again before.
 *
 * @param unreadable files of the folder that are no reports; the last edition of one that was stays on the shelf
 */
export async function serveLibrary(db: Database, unreadable: readonly Problem[]): Promise<ServedLibrary> {
  const stored = await readByTheseRules(db, await storedReports(db));

  const summaries = await summariesOf(
    db,
    [...stored.values()].map(({ current }) => current.id),
  );
  const reports = [...stored].map(
    ([
      slug,
      {
        current: { id, ordinal },
      },
    ]) => {
      return { ...summaries.get(id)!, slug, edition: { id, ordinal } };
    },
  );
  reports.sort((a, b) => byTitle(a.meta, b.meta));
  return {
    reports,
    bySlug: new Map(reports.map((report) => [report.slug, report])),
    problems: unreadable.map(({ file, message }) => {
      return { file, message: stored.has(slugOf(file)) ? `${message} Its last good edition is shown.` : message };
    }),
    stored: [...stored.values()].reduce((sum, { hashes }) => sum + hashes.length, 0),
  };
}

/** Sees to it that the newest editions are as this version of the app reads them. */
async function readByTheseRules(
  db: Database,
  stored: ReadonlyMap<string, StoredReport>,
): Promise<ReadonlyMap<string, StoredReport>> {
  const others = [...stored.values()].map(({ current }) => current).filter((edition) => !isReadByTheseRules(edition));
  let isChanged = false;
  for (const [done, edition] of others.entries()) {
    noteProgress({ doing: "reading", done, of: others.length });
    isChanged = (await couldReadAgain(db, edition)) || isChanged;
  }
  return isChanged ? storedReports(db) : stored;
}

/** An edition that cannot be read is served as it was read before. */
async function couldReadAgain(db: Database, edition: Edition): Promise<boolean> {
  try {
    await readAgain(db, edition);
    return true;
  } catch (error) {
    if (error instanceof UserError && error.code !== BUSY) return false;
    throw error;
  }
}

/** The library as it stands, and how much had happened when it was asked for. */
export interface LibraryNow {
  library: ServedLibrary;
  /** Number of the last event. The library may be newer, never older. */
  event: number;
}

/** For how long it is believed that the files are as they were, in milliseconds: looking at each of a thousand takes a while. */
const LOOK_AGAIN = 1_000;

/** What is known of the folder and of the library. */
interface Held {
  /** The folder's fingerprint then. */
  files: string;
  /** Files of it that are no reports. */
  unreadable: Promise<readonly Problem[]>;
  library: Promise<ServedLibrary>;
  /** Number of an event before which no edition was stored that the library does not have. */
  event: number;
}

interface Shelf {
  held?: Held;
  /** When the folder was looked at last, by `performance.now()`, and how it was. */
  looked?: { at: number; files: Promise<string> };
}

const state = () => processSingleton("library", (): Shelf => ({}));

/**
 * The library as it stands now: read at the first call, and again when an edition was stored, also by another process, or a file in
 * `content/` has changed, which is noticed within a second.
 */
export async function libraryNow(): Promise<LibraryNow> {
  const db = await getDatabase();
  const event = await lastEventNumber(db);
  return { library: await libraryAfter(db, state(), event), event };
}

/** What `libraryNow` says, for who need not know how much has happened. */
export async function currentLibrary(): Promise<ServedLibrary> {
  return (await libraryNow()).library;
}

async function libraryAfter(db: Database, shelf: Shelf, event: number): Promise<ServedLibrary> {
  const folder = path.resolve("content");
  const files = await lookAt(shelf, folder);
  const { held } = shelf;
  if (held?.files === files) {
    const library = await held.library;
    // Storing an edition is an event, and most events are something else.
    if (held.event >= event) return library;
    if (library.stored >= (await countEditions(db))) {
      held.event = Math.max(held.event, event);
      return library;
    }
    // Another call has seen the same and reads it already.
    if (shelf.held !== held) return libraryAfter(db, shelf, event);
  }

  // Of most new editions no file is told.
  const unreadable = held?.files === files ? held.unreadable : storeFolder(db, folder);
  const library = unreadable.then((problems) => serveLibrary(db, problems));
  shelf.held = { files, unreadable, library, event };
  library.catch(() => {
    // The next request may find it mended.
    if (shelf.held?.library === library) shelf.held = undefined;
  });
  return library;
}

function lookAt(shelf: Shelf, folder: string): Promise<string> {
  const now = performance.now();
  if (shelf.looked && now - shelf.looked.at < LOOK_AGAIN) return shelf.looked.files;
  const looked = { at: now, files: fingerprint(folder) };
  shelf.looked = looked;
  looked.files.catch(() => {
    if (shelf.looked === looked) shelf.looked = undefined;
  });
  return looked.files;
}
