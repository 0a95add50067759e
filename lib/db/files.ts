import "server-only";
import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import { UserError } from "../errors";

/** The absolute path of an SQLite database. */
export function pathOfFile(url: string): string {
  return path.resolve(url.slice("file:".length));
}

/**
 * Creates a private folder if it doesn't exist.
 *
 * @throws UserError `folder` if it isn't writable
 */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("folder", { folder, reason });
  }
}
