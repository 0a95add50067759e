import "server-only";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { closeDatabase, openDatabase } from "../db/database";
import { pathOfFile } from "../db/files";
import { isMissingFile, pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { describeDatabase, providerOf } from "../db/settings";
import { UserError } from "../errors";
import { DAY } from "../time";
import type { Client } from "./tables";

/**
 * Reads a consistent snapshot of a database while it stays in use.
 *
 * @param url as in `openDatabase`; for SQLite, the disk needs room for a copy next to the file
 */
export function withSnapshot<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return providerOf(url) === "sqlite" ? inCopy(url, work) : inTransaction(url, work);
}

async function inTransaction<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const db = await openDatabase(url);
  const reading = db.$transaction(
    async (tx) => {
      // Use SQL, because the client is typed as an SQLite client, which lacks this isolation level.
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`;
      return work(tx);
    },
    // Long enough for even the largest database.
    { timeout: DAY },
  );
  return reading.finally(() => closeDatabase(db));
}

/**
 * With SQLite, the shared connection can't hold a read transaction, so the snapshot is a copy of the file, in a private
 * folder.
 */
async function inCopy<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const file = pathOfFile(url);
  const folder = await mkdtemp(`${file}.snapshot-`);
  const copy = path.join(folder, "copy.db");
  // If the process is interrupted, only exit handlers run, so an exit handler has to delete the copy.
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    const db = await openDatabase(url);
    await db.$executeRaw`VACUUM INTO ${copy}`.finally(() => closeDatabase(db));
    const opened = await openDatabase(`file:${copy}`);
    return await work(opened).finally(() => closeDatabase(opened));
  } finally {
    process.off("exit", clear);
    clear();
  }
}

/**
 * The data model of a database, identified by the name of its last migration.
 *
 * @throws UserError `database-missing` if it doesn't exist, `database-older` if this version of the code has a newer
 *   data model, and any error from `pendingMigrations`
 */
export async function dataModelOf(url: string): Promise<string> {
  if (isMissingFile(url)) {
    throw new UserError("database-missing", { database: describeDatabase(url) });
  }
  const history = await readHistory(providerOf(url));
  const pending = await pendingMigrations(url, history);
  const last = history.migrations.at(-1)?.name ?? "";
  if (pending.length === 0) return last;
  throw new UserError("database-older", { database: describeDatabase(url) });
}
