import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../errors";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { documentsOf } from "../search/documents";
import { createSearchEngine, type SearchEngine } from "../search/engine";
import { createSegment } from "../search/segment";
import { BUSY } from "../workers/fair-queue";

/** A file that could not be read as a report, with a sentence saying why. */
export interface Problem {
  file: string;
  message: string;
}

/** The reports of a folder, and search over all of them. */
export interface FolderLibrary {
  /** By title. */
  reports: Report[];
  search: SearchEngine;
  problems: Problem[];
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/**
 * Reads every report of a folder and builds the index over them, without a database: what the terminal search needs.
 *
 * @param folder holds `<slug>.md` files; README.md is not a report
 */
export async function loadLibrary(folder = path.resolve("content")): Promise<FolderLibrary> {
  const reports: Report[] = [];
  const problems = await readFolder(folder, async (markdown, slug) => {
    reports.push(parseReport(markdown, slug));
  });
  reports.sort((a, b) => byTitle(a.meta, b.meta));
  return { reports, search: createSearchEngine([createSegment(reports.flatMap(documentsOf))]), problems };
}

/** The order in which reports stand on the shelf. */
export function byTitle(a: Report["meta"], b: Report["meta"]): number {
  return a.title.localeCompare(b.title, a.language, { numeric: true });
}

/**
 * Reads the files of a folder, one after the other. One that is no report does not keep the others from being read.
 *
 * @param take is given the text of each file and the slug that its name says; throws a UserError where it is no report
 * @param onFile is told before each file how many were read, of how many
 * @returns the files that are none
 * @throws UserError `too-many-jobs`, which is no fault of a file
 */
export async function readFolder(
  folder: string,
  take: (markdown: string, slug: string) => Promise<void>,
  onFile?: (done: number, of: number) => void,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const files = await reportFiles(folder);
  for (const [number, file] of files.entries()) {
    onFile?.(number, files.length);
    const slug = slugOf(file);
    try {
      if (!SLUG.test(slug)) {
        throw new UserError("slug", "The file's name must be lower-case letters, digits and single hyphens.");
      }
      const markdown = await readFile(path.join(/* turbopackIgnore: true */ folder, file), "utf8");
      if (markdown.includes("\0")) {
        throw new UserError("report-format", "The file holds the character NUL, so it is no text.");
      }
      await take(markdown, slug);
    } catch (error) {
      if (error instanceof UserError && error.code !== BUSY) problems.push({ file, message: error.message });
      else if (isOfSystem(error)) problems.push({ file, message: `The file cannot be read (${error.code}).` });
      else throw error;
    }
  }
  return problems;
}

/** Whether it is what the system says of a file: one that was taken away meanwhile, or that the server may not read. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** The slug of the report that a file holds. */
export function slugOf(file: string): string {
  return path.basename(file, ".md");
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
  const look = (file: string) => stat(path.join(/* turbopackIgnore: true */ folder, file)).catch(() => null);
  const stats = await Promise.all(files.map(look));
  return files.map((file, index) => `${file}:${stats[index]?.mtimeMs}:${stats[index]?.size}`).join("\n");
}
