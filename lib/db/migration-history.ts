import "server-only";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Provider } from "./settings";

/** A change to the data model: a file `prisma/migrations/*\/NAME/migration.sql`. */
export interface Migration {
  name: string;
  sql: string;
}

/** The migrations that this version of the code knows. SQLite and PostgreSQL have separate histories. */
export interface History {
  /** The absolute path of the folder with the migration files. */
  folder: string;
  /** In the order in which they are applied. */
  migrations: Migration[];
  /** The contents of Prisma's lock file, which names the database provider. */
  lock: string;
}

const FOLDER = path.join(import.meta.dirname, "../../prisma/migrations");
export const LOCK_FILE = "migration_lock.toml";
export const SCRIPT_FILE = "migration.sql";

/** @param folder contains one folder per provider */
export async function readHistory(provider: Provider, folder = FOLDER): Promise<History> {
  const own = path.join(folder, provider);
  const entries = await readdir(own, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return {
    folder: own,
    migrations: await Promise.all(
      names.sort().map(async (name) => ({ name, sql: await readFile(path.join(own, name, SCRIPT_FILE), "utf8") })),
    ),
    lock: `# Written by npm run db:migration.\nprovider = "${provider}"\n`,
  };
}

/** Adds a migration to the end of a history, on disk. */
export async function writeMigration(history: History, name: string, sql: string): Promise<void> {
  await mkdir(path.join(history.folder, name), { recursive: true });
  await writeFile(path.join(history.folder, LOCK_FILE), history.lock);
  await writeFile(path.join(history.folder, name, SCRIPT_FILE), sql);
}

/** The checksum of a migration, computed as in Prisma. */
export function checksumOf({ sql }: Migration): string {
  return createHash("sha256").update(sql).digest("hex");
}

/** Whether a checksum matches a migration. Like Prisma, it accepts both kinds of line endings, because git may convert them on checkout. */
export function hasChecksum({ name, sql }: Migration, checksum: string): boolean {
  const unix = sql.replaceAll("\r\n", "\n");
  return [sql, unix, unix.replaceAll("\n", "\r\n")].some((each) => checksumOf({ name, sql: each }) === checksum);
}
