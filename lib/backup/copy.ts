import "server-only";
import { closeDatabase, openDatabase } from "../db/database";
import { pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { describeDatabase, providerOf } from "../db/settings";
import { UserError } from "../errors";
import { DAY } from "../time";
import { dataModelOf, withSnapshot } from "./snapshot";
import { copyTable } from "./table-copy";
import { type Client, countRows, TABLES } from "./tables";

/** The result for one table. */
export interface CopiedTable {
  name: string;
  rows: number;
}

interface Route {
  from: string;
  to: string;
}

/**
 * Checks the preconditions of a copy before any tables are created. Both databases must be reachable, and must have
 * this version's data model. The target may also have no tables yet.
 *
 * @throws UserError `same-database`, and any error from `dataModelOf`
 */
export async function requireCopyable({ from, to }: Route): Promise<void> {
  if (describeDatabase(from) === describeDatabase(to)) {
    throw new UserError("same-database");
  }
  await dataModelOf(from);
  const history = await readHistory(providerOf(to));
  const pending = await pendingMigrations(to, history);
  if (pending.length < history.migrations.length) await dataModelOf(to);
}

/**
 * Copies all data of an instance into another database of either kind, in one transaction, and verifies the checksum of
 * every table. An interrupted copy leaves nothing behind.
 *
 * @param route as checked by `requireCopyable`, with tables in the target database
 * @param onTable called for every non-empty table after it has been written
 * @throws UserError `not-empty`, and `copy-differs` if another process writes to the target at the same time
 */
export async function copyInstance({ from, to }: Route, onTable: (copied: CopiedTable) => void): Promise<void> {
  const target = await openDatabase(to);
  try {
    await withSnapshot(from, (source) =>
      target.$transaction(
        async (tx) => {
          await requireEmpty(tx, to);
          for (const table of TABLES) {
            const { rows, isSame } = await copyTable(source, tx, table);
            if (!isSame) throw differs();
            if (rows > 0) onTable({ name: table.name, rows });
          }
        },
        // Long enough for even the largest database.
        { timeout: DAY },
      ),
    );
  } catch (error) {
    throw isOfOtherWriter(error) ? differs() : error;
  } finally {
    await closeDatabase(target);
  }
}

/** @throws UserError `not-empty` */
async function requireEmpty(target: Client, to: string): Promise<void> {
  for (const table of TABLES) {
    if ((await countRows(target, table)) === 0) continue;
    const [people, notes] = [await countTable(target, "person"), await countTable(target, "note")];
    throw new UserError("not-empty.copy", { database: describeDatabase(to), people, notes });
  }
}

function countTable(client: Client, name: string): Promise<number> {
  const table = TABLES.find((each) => each.name === name);
  if (!table) throw new Error(`There is no table "${name}".`);
  return countRows(client, table);
}

/** Prisma's codes for a duplicate key and for a missing parent row. */
function isOfOtherWriter(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["P2002", "P2003"].includes(String(error.code));
}

function differs(): UserError {
  return new UserError("copy-differs");
}
