import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../errors";
import { type Problem, problem } from "../errors/problem";
import type { Language, Report } from "../report/model";
import { parseReport } from "../report/parse";
import { documentsOf } from "../search/documents";
import { createSearchEngine, type SearchEngine } from "../search/engine";
import { createSegment } from "../search/segment";
import { BUSY } from "../workers/fair-queue";

/** A file that couldn't be read as a report, with the reason. */
export interface Unreadable {
  file: string;
  reason: Problem;
}

/** The reports in one or more folders, with a search engine for all of them. */
export interface FolderLibrary {
  /** Sorted by title. */
  reports: Report[];
  search: SearchEngine;
  problems: Unreadable[];
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/**
 * Reads and indexes every report in folders, without using a database. The search command uses this.
 *
 * @param folders contain `<slug>.md` files; README.md isn't a report. If several contain the same slug, the last one
 *   takes precedence.
 */
export async function loadLibrary(...folders: string[]): Promise<FolderLibrary> {
  const bySlug = new Map<string, Report>();
  const problems: Unreadable[] = [];
  for (const folder of folders) {
    const unreadable = await readFolder(folder, async (markdown, slug) => {
      bySlug.set(slug, parseReport(markdown, slug));
    });
    problems.push(...unreadable);
  }
  const reports = [...bySlug.values()].sort((a, b) => byTitle(a.meta, b.meta));
  return { reports, search: createSearchEngine([createSegment(reports.flatMap(documentsOf))]), problems };
}

/** Reused, because `localeCompare` with options takes 20 times as long. */
const collators = new Map<Language, Intl.Collator>();

/** The order of reports in the library. */
export function byTitle(a: Report["meta"], b: Report["meta"]): number {
  const collator = collators.get(a.language) ?? new Intl.Collator(a.language, { numeric: true });
  collators.set(a.language, collator);
  return collator.compare(a.title, b.title);
}

/**
 * Reads the files in a folder one by one. An invalid file doesn't stop the others.
 *
 * @param take receives the text of each file and the slug from the file's name; throws a UserError if the text isn't a
 *   report
 * @param onFile called before each file with the number of files read so far, and the total
 * @returns the invalid files
 * @throws UserError `too-many-jobs`, which isn't caused by a file
 */
export async function readFolder(
  folder: string,
  take: (markdown: string, slug: string) => Promise<void>,
  onFile?: (done: number, of: number) => void,
): Promise<Unreadable[]> {
  const problems: Unreadable[] = [];
  const files = await reportFiles(folder);
  for (const [number, file] of files.entries()) {
    onFile?.(number, files.length);
    const slug = slugOf(file);
    try {
      if (!SLUG.test(slug)) {
        throw new UserError("slug");
      }
      const markdown = await readFile(path.join(/* turbopackIgnore: true */ folder, file), "utf8");
      if (markdown.includes("\0")) {
        throw new UserError("report-format.nul");
      }
      await take(markdown, slug);
    } catch (error) {
      if (error instanceof UserError && error.code !== BUSY) problems.push({ file, reason: error.problem });
      else if (isOfSystem(error))
        problems.push({ file, reason: problem("content.unreadable", { code: String(error.code) }) });
      else throw error;
    }
  }
  return problems;
}

/** Whether this is a file system error, which means that the file has been removed or can't be read. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** The slug of the report in a file. */
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

/** A value that changes whenever a report in the folder is added, edited or removed. */
export async function fingerprint(folder: string): Promise<string> {
  const files = await reportFiles(folder);
  const look = (file: string) => stat(path.join(/* turbopackIgnore: true */ folder, file)).catch(() => null);
  const stats = await Promise.all(files.map(look));
  return files.map((file, index) => `${file}:${stats[index]?.mtimeMs}:${stats[index]?.size}`).join("\n");
}
