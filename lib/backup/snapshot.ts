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
 * Reads a database as it is at one moment, while people go on writing.
 *
 * @param url as in `openDatabase`; beside an SQLite file there must be room for a copy of it
 */
export function withSnapshot<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return providerOf(url) === "sqlite" ? inCopy(url, work) : inTransaction(url, work);
}

async function inTransaction<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const db = await openDatabase(url);
  const reading = db.$transaction(
    async (tx) => {
      // The client is typed as that of SQLite, which does not know this level.
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`;
      return work(tx);
    },
    // As long as it takes to write everything.
    { timeout: DAY },
  );
  return reading.finally(() => closeDatabase(db));
}

/** One connection cannot both hold a moment and be shared, so the moment is written down: in a folder that nobody else may open. */
async function inCopy<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const file = pathOfFile(url);
  const folder = await mkdtemp(`${file}.snapshot-`);
  const copy = path.join(folder, "copy.db");
  // Whoever breaks it off leaves no copy behind; nothing else is done at the end of a process that is told to end.
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
 * Says which data model a database has: the name of its last update.
 *
 * @throws UserError `database-missing` where there is none, `database-older` where this version of the code has a later data model, and as
 *   `pendingMigrations`
 */
export async function dataModelOf(url: string): Promise<string> {
  if (isMissingFile(url)) {
    throw new UserError("database-missing", `The ${describeDatabase(url)} does not exist. Check the address.`, 500);
  }
  const history = await readHistory(providerOf(url));
  const pending = await pendingMigrations(url, history);
  const last = history.migrations.at(-1)?.name ?? "";
  if (pending.length === 0) return last;
  throw new UserError(
    "database-older",
    `The ${describeDatabase(url)} is of an older version of Concord, or empty. Start this version once with it, or use the version that it is of.`,
    500,
  );
}
