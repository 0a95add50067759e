import "server-only";
import path from "node:path";
import type { Database } from "../db/database";
import { database } from "../db/own-database";
import {
  countEditions,
  type Edition,
  editionReport,
  hashOf,
  isReadByTheseRules,
  storedReports,
} from "../editions/editions";
import { UserError } from "../errors";
import type { Report } from "../report/model";
import { addFromFile, readAgain } from "./add-edition";
import { fingerprint, type Library, readLibrary } from "./folder";

/** The library as it is served: every report in its current stored edition. */
export interface ServedLibrary extends Library {
  /** By the report's slug: the edition that is served. */
  editions: ReadonlyMap<string, { id: string; ordinal: number }>;
  /** How many editions of reports it knows of, old ones too. */
  stored: number;
}

/**
 * Stores what a folder holds and was never stored, and serves the newest edition of every report.
 *
 * On the shelf is what has a file in the folder, and what was added in the app. A report whose file is taken away keeps its editions
 * and its notes in the database; a file that can no longer be read leaves its last edition on the shelf. Where the rules by which
 * texts are read have changed, the newest edition is read again.
 *
 * @param folder holds `<slug>.md` files
 */
export async function serveLibrary(db: Database, folder: string): Promise<ServedLibrary> {
  const stored = await storedReports(db);
  const known = new Set([...stored.values()].flatMap(({ hashes }) => [...hashes.keys()]));
  const editions = new Map<string, { id: string; ordinal: number }>();

  const serve = async ({ id, report, ordinal }: Edition): Promise<Report> => {
    const document = await editionReport(db, id);
    if (!document) throw new Error(`Edition ${id} of ${report} is gone.`);
    known.add(id);
    editions.set(report, { id, ordinal });
    return document;
  };
  const serveCurrent = async (slug: string): Promise<Report | null> => {
    const current = stored.get(slug)?.current;
    return current ? serve(await readByTheseRules(db, current)) : null;
  };

  const library = await readLibrary(folder, {
    read: async (markdown, slug) => {
      const isKnown = [...(stored.get(slug)?.hashes.values() ?? [])].includes(hashOf(markdown));
      return (isKnown && (await serveCurrent(slug))) || serve(await addFromFile(db, markdown, slug));
    },
    instead: serveCurrent,
    beside: async (slugs) => {
      const added = [...stored].filter(([slug, { isAdded }]) => isAdded && !slugs.has(slug));
      const reports = await Promise.all(added.map(([slug]) => serveCurrent(slug)));
      return reports.filter((report) => report !== null);
    },
  });
  return { ...library, editions, stored: known.size };
}

/** An edition as this version of the app reads it. One that it cannot read is served as it was read before. */
async function readByTheseRules(db: Database, edition: Edition): Promise<Edition> {
  if (isReadByTheseRules(edition)) return edition;
  try {
    return await readAgain(db, edition);
  } catch (error) {
    if (error instanceof UserError) return edition;
    throw error;
  }
}

/** One library a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & {
  concordLibrary?: { fingerprint: string; library: Promise<ServedLibrary> };
};

/**
 * The library as it stands now: read at the first call, and again when a file in `content/` has changed or an edition was stored, also
 * by another process.
 */
export async function currentLibrary(): Promise<ServedLibrary> {
  const folder = path.resolve("content");
  const db = await database();
  const [now, count] = await Promise.all([fingerprint(folder), countEditions(db)]);
  const held = shelf.concordLibrary;
  if (held?.fingerprint === now) {
    const library = await held.library;
    if (library.stored >= count) return library;
    // Another call has seen the same and reads it already.
    if (shelf.concordLibrary !== held) return currentLibrary();
  }

  const library = serveLibrary(db, folder);
  shelf.concordLibrary = { fingerprint: now, library };
  library.catch(() => {
    // The next request may find it mended.
    if (shelf.concordLibrary?.library === library) shelf.concordLibrary = undefined;
  });
  return library;
}
