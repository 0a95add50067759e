import "server-only";
import { createReadStream } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../db/database";
import type { Report } from "../report/model";
import { picturesOf } from "../report/pictures-of";
import { PictureCollector } from "../report-import/pictures/collector";
import { pictureFile } from "../report-import/store";
import { storePictures } from "../sources/pictures";
import { storeSourceOfFolder } from "../sources/store";

/**
 * Stores the source and the pictures of a report that `npm run import` wrote to a folder.
 *
 * @returns the id of the source; undefined if the report has no pictures in the folder, or its source is missing
 */
export async function storeFolderSource(db: Database, folder: string, report: Report): Promise<string | undefined> {
  const collector = new PictureCollector();
  for (const { id } of picturesOf(report)) {
    const bytes = await readFile(path.join(/* turbopackIgnore: true */ folder, pictureFile(id))).catch(() => undefined);
    if (bytes) collector.add(bytes);
  }
  const file = await sourceFile(folder, report);
  if (collector.pictures.length === 0 || file === undefined) return undefined;
  const id = await storeSourceOfFolder(db, path.basename(file), createReadStream(file));
  await storePictures(db, id, collector.pictures);
  return id;
}

/** The file that the front matter names, if it is inside the folder. */
async function sourceFile(folder: string, { meta: { source } }: Report): Promise<string | undefined> {
  if (source === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(/* turbopackIgnore: true */ root, source));
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
