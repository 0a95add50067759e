import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../errors";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { documentsOf, type SearchDocument } from "../search/documents";
import { createSearchEngine, type SearchEngine } from "../search/engine";
import { createSegment, type Segment } from "../search/segment";

/** The reports on the shelf, and search over all of them. */
export interface Library {
  /** By title. */
  reports: Report[];
  /** By the report's slug: the searchable blocks of its text, in reading order. */
  documents: ReadonlyMap<string, readonly SearchDocument[]>;
  /** All of them, indexed once: what everybody's search has in common. */
  text: Segment;
  /** Searches the text alone: for where nobody asks whose notes could be searched as well. */
  search: SearchEngine;
  /** Files that could not be read as reports, each with a sentence saying why. */
  problems: { file: string; message: string }[];
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/**
 * Reads every report of a folder and builds the index over them, without a database: what the terminal search needs.
 *
 * @param folder holds `<slug>.md` files; README.md is not a report
 */
export function loadLibrary(folder = path.resolve("content")): Promise<Library> {
  return readLibrary(folder, {
    read: async (markdown, slug) => parseReport(markdown, slug),
    instead: async () => null,
    beside: async () => [],
  });
}

/** Where a library's reports come from. */
interface Source {
  /** Makes a report of a file, or throws a UserError. */
  read(markdown: string, slug: string): Promise<Report>;
  /** The report to show for a file that `read` refuses, if any. */
  instead(slug: string): Promise<Report | null>;
  /** Reports beside those that the folder has files for. */
  beside(slugs: ReadonlySet<string>): Promise<Report[]>;
}

/**
 * Makes a library of the reports of a folder.
 *
 * A file that is no report does not keep the others from being read: it is listed in `problems`.
 */
export async function readLibrary(folder: string, { read, instead, beside }: Source): Promise<Library> {
  const reports: Report[] = [];
  const problems: Library["problems"] = [];
  const files = await reportFiles(folder);
  for (const file of files) {
    const slug = path.basename(file, ".md");
    try {
      if (!SLUG.test(slug)) {
        throw new UserError("slug", "The file's name must be lower-case letters, digits and single hyphens.");
      }
      const markdown = await readFile(path.join(/* turbopackIgnore: true */ folder, file), "utf8");
      if (markdown.includes("\0")) {
        throw new UserError("report-format", "The file holds the character NUL, so it is no text.");
      }
      reports.push(await read(markdown, slug));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const report = await instead(slug);
      if (report) reports.push(report);
      problems.push({ file, message: report ? `${error.message} Its last good edition is shown.` : error.message });
    }
  }
  reports.push(...(await beside(new Set(files.map((file) => path.basename(file, ".md"))))));
  reports.sort((a, b) => a.meta.title.localeCompare(b.meta.title, a.meta.language));
  const documents = new Map(reports.map((report) => [report.slug, documentsOf(report)]));
  const text = createSegment([...documents.values()].flat());
  return { reports, documents, text, search: createSearchEngine([text]), problems };
}

async function reportFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md") && entry.name !== "README.md")
    .map((entry) => entry.name)
    .sort();
}

/** Changes whenever a report is added to a folder, edited or taken away. */
export async function fingerprint(folder: string): Promise<string> {
  const files = await reportFiles(folder);
  const stats = await Promise.all(files.map((file) => stat(path.join(/* turbopackIgnore: true */ folder, file))));
  return files.map((file, index) => `${file}:${stats[index]?.mtimeMs}:${stats[index]?.size}`).join("\n");
}
