import "server-only";
import { closeDatabase, type Database, openDatabase } from "../db/database";
import { UserError } from "../errors";
import { sumOf } from "./backup";
import { Adder, rowText } from "./row-text";
import { dataModelOf, withSnapshot } from "./snapshot";
import { type Client, keyOf, type Row, readAlike, readPages, TABLES, type Table, writeRows } from "./tables";

/** What was done of one table. */
export interface CopiedTable {
  name: string;
  rows: number;
  /** Those that were there already: from a copy that was broken off. */
  found: number;
}

/**
 * Copies all that an instance holds into another database, of either kind, and proves it: every row is compared, and so is what the rows
 * of every table add up to. Called again after it was broken off, it goes on where it was. No row of the other database is changed.
 *
 * @param onTable hears of every table that has rows, when it is copied
 * @throws UserError `copy-differs` where the other database holds something else, and as `dataModelOf`
 */
export async function copyInstance(
  { from, to }: { from: string; to: string },
  onTable: (copied: CopiedTable) => void,
): Promise<void> {
  await dataModelOf(from);
  await dataModelOf(to);
  const target = await openDatabase(to);
  try {
    await withSnapshot(from, async (source) => {
      for (const table of TABLES) {
        const copied = await copyTable(source, target, table);
        if (copied.rows > 0) onTable(copied);
      }
    });
  } finally {
    await closeDatabase(target);
  }
}

async function copyTable(source: Client, target: Database, table: Table): Promise<CopiedTable> {
  const adder = new Adder();
  let found = 0;
  for await (const rows of readPages(source, table)) {
    const there = new Map((await readAlike(target, table, rows)).map((row) => [keyOf(table, row), row]));
    const missing: Row[] = [];
    for (const row of rows) {
      const text = rowText(row);
      adder.add(text);
      const same = there.get(keyOf(table, row));
      if (!same) missing.push(row);
      else if (rowText(same) === text) found++;
      else throw differs(table);
    }
    await writeRows(target, table, missing);
  }
  const [wanted, written] = [adder.sum, await sumOf(target, table)];
  if (wanted.rows !== written.rows || wanted.sum !== written.sum) throw differs(table);
  return { name: table.name, rows: wanted.rows, found };
}

function differs({ name }: Table): UserError {
  return new UserError(
    "copy-differs",
    `The database to copy to holds other rows of "${name}" than the one to copy from: it is not empty, or people have gone on writing since the copy was begun. Stop Concord, and copy into an empty database.`,
  );
}
