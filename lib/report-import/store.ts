import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../errors";
import type { Format } from "./format";
import type { ImportedReport } from "./index";

/** The two files of an imported report, with paths relative to the content folder. */
export interface ReportFiles {
  markdown: string;
  source: string;
}

/** The file extensions of sources. */
type SourceEnding = "txt" | Exclude<Format, "text" | "markdown">;

/** The file path of a picture. The picture's first bytes determine its format. */
export function pictureFile(id: string): string {
  return path.join("pictures", id);
}

/** The file paths of the report with this slug. */
export function reportFiles(slug: string, ending: SourceEnding = "txt"): ReportFiles {
  return { markdown: `${slug}.md`, source: path.join("sources", `${slug}.${ending}`) };
}

interface Target {
  file: string;
  /** The current content of a file; undefined if the file does not exist. */
  before: Uint8Array | undefined;
  after: Uint8Array;
}

/**
 * Writes an imported report, its source and its pictures. If there is any error, nothing is written.
 *
 * @param contentDir the folder that contains the reports
 * @param replace whether to overwrite a report that differs
 * @param ending file extension of the source
 * @returns "unchanged" if the two files already have this content
 * @throws UserError `import-exists` if a file with different content would be overwritten
 */
export async function storeReport(
  contentDir: string,
  { slug, markdown, pictures = [] }: Pick<ImportedReport, "slug" | "markdown" | "pictures">,
  source: Uint8Array,
  replace = false,
  ending: SourceEnding = "txt",
): Promise<"written" | "unchanged"> {
  const files = reportFiles(slug, ending);
  const contents: [string, Uint8Array][] = [
    ...pictures.map(({ id, bytes }): [string, Uint8Array] => [pictureFile(id), bytes]),
    [files.source, source],
    [files.markdown, new TextEncoder().encode(markdown)],
  ];
  const targets = await Promise.all(
    contents.map(async ([name, after]): Promise<Target> => {
      const file = path.join(contentDir, name);
      return { file, before: await readIfThere(file), after };
    }),
  );
  const changed = targets.filter(({ before, after }) => !before || Buffer.compare(before, after) !== 0);
  if (changed.length === 0) return "unchanged";
  const lost = changed.find(({ before }) => before !== undefined);
  if (lost && !replace) {
    const name = path.relative(contentDir, lost.file);
    throw new UserError("import-exists", { name });
  }
  await writeAll(changed);
  return "written";
}

/**
 * All new files are synced to disk before the first one is renamed into place. After an error, replaced files are
 * restored.
 */
async function writeAll(targets: readonly Target[]): Promise<void> {
  const temporaries: string[] = [];
  const placed: Target[] = [];
  try {
    for (const { file, after } of targets) temporaries.push(await writeTemporary(file, after));
    for (const [index, target] of targets.entries()) {
      await rename(temporaries[index]!, target.file);
      placed.push(target);
    }
  } catch (error) {
    for (const target of placed) await putBack(target);
    throw error;
  } finally {
    for (const temporary of temporaries) await rm(temporary, { force: true });
  }
}

async function putBack({ file, before }: Target): Promise<void> {
  if (before === undefined) await rm(file, { force: true });
  else await rename(await writeTemporary(file, before), file);
}

/** Writes to a new file in the same folder, so that renaming it is atomic. @returns its path */
async function writeTemporary(file: string, bytes: Uint8Array): Promise<string> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return temporary;
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
