import "server-only";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, type Database, openDatabase, type Transaction } from "../db/database";
import { pathOfFile } from "../db/files";
import { migrate } from "../db/migrate";
import { type History, readHistory } from "../db/migration-history";
import { providerOf } from "../db/settings";
import { DAY } from "../time";
import { type Contents, readBackup } from "./backup-file";
import { rowOf } from "./row-text";
import type { Row } from "./tables";

/** An older backup that has already been read and checked. */
interface OlderBackup extends Pick<Contents, "head" | "tables"> {
  file: string;
  key: string | null;
}

/**
 * Upgrades a backup from an older version to this version's data model. The rows go into a temporary SQLite database
 * with the old data model, which is then migrated like an instance's database.
 *
 * @param near the URL of the database to restore to; if that database is a file, the temporary database is created on
 *   the same disk
 * @param work is passed the migrated database
 */
export async function withUpgraded<T>(
  backup: OlderBackup,
  near: string,
  work: (upgraded: Database) => Promise<T>,
): Promise<T> {
  const parent = providerOf(near) === "sqlite" ? path.dirname(pathOfFile(near)) : tmpdir();
  const folder = await mkdtemp(path.join(parent, "concord-restore-"));
  // If the process is interrupted, only exit handlers run, so an exit handler has to delete the folder.
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    const url = `file:${path.join(folder, "upgraded.db")}`;
    const history = await readHistory("sqlite");
    await migrate(url, upTo(history, backup.head.dataModel));
    await withDatabase(url, (db) => db.$transaction((tx) => fillOld(tx, backup), { timeout: DAY }));
    await migrate(url, history);
    return await withDatabase(url, work);
  } finally {
    process.off("exit", clear);
    clear();
  }
}

/** Whether this version recognizes an older data model, and can therefore upgrade backups that have it. */
export async function isOlderModel(dataModel: string): Promise<boolean> {
  const { migrations } = await readHistory("sqlite");
  return migrations.slice(0, -1).some(({ name }) => name === dataModel);
}

function upTo(history: History, last: string): History {
  const end = history.migrations.findIndex(({ name }) => name === last) + 1;
  return { ...history, migrations: history.migrations.slice(0, end) };
}

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(url);
  return work(db).finally(() => closeDatabase(db));
}

/** Use SQL, because the Prisma client only knows the current data model. */
async function fillOld(tx: Transaction, { file, key, tables }: OlderBackup): Promise<void> {
  await readBackup(file, key, async ({ table, text }) => {
    const row = rowOf(text);
    const fields = Object.keys(row);
    const places = fields.map(() => "?").join();
    const sql = `INSERT INTO ${modelOf(table)} (${fields.map(quoted).join()}) VALUES (${places})`;
    await tx.$executeRawUnsafe(sql, ...valuesOf(row));
  });
  for (const [table, { rows }] of Object.entries(tables)) {
    const [counted] = await tx.$queryRawUnsafe<{ rows: bigint }[]>(`SELECT COUNT(*) AS "rows" FROM ${modelOf(table)}`);
    if (Number(counted?.rows) !== rows) throw new Error(`Not all rows of "${table}" in the backup could be read.`);
  }
}

/** The SQL name of a table, from the name of its Prisma delegate. */
function modelOf(table: string): string {
  return quoted(table.charAt(0).toUpperCase() + table.slice(1));
}

/** Quotes a name for SQL. Names are checked, because anyone can forge an unsealed file. */
function quoted(name: string): string {
  if (!/^[A-Za-z]+$/u.test(name))
    throw new Error("The backup contains a table or field that no version of Concord has ever had.");
  return `"${name}"`;
}

function valuesOf(row: Row): unknown[] {
  return Object.values(row).map((value) => {
    const isJson =
      typeof value === "object" && value !== null && !(value instanceof Date || value instanceof Uint8Array);
    return isJson ? JSON.stringify(value) : value;
  });
}
