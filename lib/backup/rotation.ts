import { readdir, rm } from "node:fs/promises";
import path from "node:path";

/** The names that `backupName` gives. Names in this form sort by age. */
const NAME = /^concord-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup$/u;

/** The name of a backup that belongs to a rotation, for example `concord-2026-11-30T08-15-00Z.backup`. */
export function backupName(now: Date): string {
  return `concord-${now.toISOString().slice(0, 19).replaceAll(":", "-")}Z.backup`;
}

/**
 * Deletes all but the newest backups of a rotation. Other files in the folder are never touched.
 *
 * @param keep how many backups to keep
 * @returns the names of the deleted files, oldest first
 */
export async function removeOldBackups(folder: string, keep: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  const old = names.slice(0, Math.max(0, names.length - keep));
  for (const name of old) await rm(path.join(folder, name));
  return old;
}
