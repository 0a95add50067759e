import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../errors";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { documentsOf } from "../search/documents";
import { createSearchEngine, type SearchEngine } from "../search/engine";

/** The reports on the shelf, and search over all of them. */
export interface Library {
  /** By title. */
  reports: Report[];
  search: SearchEngine;
  /** Files that could not be read as reports, each with a sentence saying why. */
  problems: { file: string; message: string }[];
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/**
 * Reads every report of a folder and builds the index over them.
 *
 * A file that is no report does not keep the others from being read: it is listed in `problems`.
 *
 * @param folder holds `<slug>.md` files; README.md is not a report
 */
export async function loadLibrary(folder = path.resolve("content")): Promise<Library> {
  const reports: Report[] = [];
  const problems: Library["problems"] = [];
  for (const file of await reportFiles(folder)) {
    const slug = path.basename(file, ".md");
    try {
      if (!SLUG.test(slug)) {
        throw new UserError("slug", "The file's name must be lower-case letters, digits and single hyphens.");
      }
      reports.push(parseReport(await readFile(path.join(/* turbopackIgnore: true */ folder, file), "utf8"), slug));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push({ file, message: error.message });
    }
  }
  reports.sort((a, b) => a.meta.title.localeCompare(b.meta.title, a.meta.language));
  return { reports, search: createSearchEngine(reports.flatMap(documentsOf)), problems };
}

async function reportFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(".md") && name !== "README.md").sort();
}

/** Changes whenever a report is added, edited or taken away. */
async function fingerprint(folder: string): Promise<string> {
  const files = await reportFiles(folder);
  const stats = await Promise.all(files.map((file) => stat(path.join(/* turbopackIgnore: true */ folder, file))));
  return files.map((file, index) => `${file}:${stats[index]?.mtimeMs}:${stats[index]?.size}`).join("\n");
}

/** One library a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & {
  concordLibrary?: { fingerprint: string; library: Promise<Library> };
};

/** The library as it stands now: read at the first call, and again when a file in `content/` has changed. */
export async function currentLibrary(): Promise<Library> {
  const folder = path.resolve("content");
  const now = await fingerprint(folder);
  if (shelf.concordLibrary?.fingerprint !== now) {
    shelf.concordLibrary = { fingerprint: now, library: loadLibrary(folder) };
  }
  return shelf.concordLibrary.library;
}
