import "server-only";
import path from "node:path";
import { type Database, database } from "../db/database";
import { currentEditions, editionReport, isEditionOf } from "../editions/editions";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { addEdition } from "./add-edition";
import { fingerprint, type Library, readLibrary } from "./folder";

/** The library as it is served: every report in its current stored edition. */
export interface ServedLibrary extends Library {
  /** By the report's slug: the edition that is served. */
  editions: ReadonlyMap<string, { id: string; ordinal: number }>;
}

/**
 * Stores what a folder holds and the database does not, and serves what is stored.
 *
 * The folder says which reports are on the shelf. A report that is taken away there keeps its editions and its notes in the
 * database; a file that can no longer be read leaves its last edition on the shelf.
 *
 * @param folder holds `<slug>.md` files
 */
export async function serveLibrary(db: Database, folder: string): Promise<ServedLibrary> {
  const stored = new Map((await currentEditions(db)).map((edition) => [edition.report, edition]));
  const editions = new Map<string, { id: string; ordinal: number }>();

  const serve = async ({ id, report, ordinal }: { id: string; report: string; ordinal: number }): Promise<Report> => {
    const document = await editionReport(db, id);
    if (!document) throw new Error(`Edition ${id} of ${report} is gone.`);
    editions.set(report, { id, ordinal });
    return document;
  };

  const library = await readLibrary(
    folder,
    async (markdown, slug) => {
      const edition = stored.get(slug);
      const isStored = edition && isEditionOf(edition, markdown);
      return serve(isStored ? edition : await addEdition(db, parseReport(markdown, slug), markdown));
    },
    async (slug) => {
      const edition = stored.get(slug);
      return edition ? serve(edition) : null;
    },
  );
  return { ...library, editions };
}

/** One library a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & {
  concordLibrary?: { fingerprint: string; library: Promise<ServedLibrary> };
};

/** The library as it stands now: read at the first call, and again when a file in `content/` has changed. */
export async function currentLibrary(): Promise<ServedLibrary> {
  const folder = path.resolve("content");
  const now = await fingerprint(folder);
  const held = shelf.concordLibrary;
  if (held?.fingerprint === now) return held.library;

  const library = database().then((db) => serveLibrary(db, folder));
  shelf.concordLibrary = { fingerprint: now, library };
  library.catch(() => {
    // The next request may find it mended.
    if (shelf.concordLibrary?.library === library) shelf.concordLibrary = undefined;
  });
  return library;
}
