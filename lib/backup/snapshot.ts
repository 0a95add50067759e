import "server-only";
import { rm } from "node:fs/promises";
import { closeDatabase, openDatabase } from "../db/database";
import { pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { providerOf } from "../db/settings";
import { UserError } from "../errors";
import type { Client } from "./tables";

/** In milliseconds: as long as it takes to read everything. */
const A_DAY = 86_400_000;

/**
 * Reads a database as it is at one moment, while people go on writing.
 *
 * @param url as in `openDatabase`
 * @param scratch a path for a copy of an SQLite file, which is as large as that file; it is removed at the end
 */
export async function withSnapshot<T>(url: string, scratch: string, work: (client: Client) => Promise<T>): Promise<T> {
  const db = await openDatabase(url);
  try {
    if (providerOf(url) === "postgresql") {
      return await db.$transaction(
        async (tx) => {
          // The client is typed as that of SQLite, which does not know this level.
          await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`;
          return work(tx);
        },
        { timeout: A_DAY },
      );
    }
    // One connection cannot both hold a moment and be shared, so the moment is written down.
    await rm(scratch, { force: true });
    await db.$executeRaw`VACUUM INTO ${scratch}`;
  } finally {
    await closeDatabase(db);
  }
  try {
    const copy = await openDatabase(`file:${scratch}`);
    return await work(copy).finally(() => closeDatabase(copy));
  } finally {
    for (const file of [scratch, `${scratch}-wal`, `${scratch}-shm`]) await rm(file, { force: true });
  }
}

/**
 * Says which data model a database has: the name of its last update.
 *
 * @throws UserError `database-older` where this version of the code has a later one, and as `pendingMigrations`
 */
export async function dataModelOf(url: string): Promise<string> {
  const history = await readHistory(providerOf(url));
  const pending = await pendingMigrations(url, history);
  const last = history.migrations.at(-1)?.name ?? "";
  if (pending.length === 0) return last;
  throw new UserError(
    "database-older",
    "The database is of an older version of Concord, or empty. Start this version once with it, or use the version that it is of.",
    500,
  );
}
