import "server-only";
import { randomUUID } from "node:crypto";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../errors";
import { type Connection, isBusy, withConnection } from "./connection";
import { pathOfFile } from "./files";
import { checksumOf, type History, hasChecksum, type Migration } from "./migration-history";
import { describeDatabase, type Provider, providerOf } from "./settings";

/** Prisma's own table, so that its CLI works on our databases. See docs/decisions/0001-plain-sql-migrations.md. */
const MAKE_TABLE = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  postgresql: `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`,
};

const RECORDED =
  "SELECT migration_name, checksum, finished_at IS NOT NULL FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at";

/** The existing tables in the schema in which ours are created. */
const TABLES = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  postgresql: "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
};

/**
 * Takes a lock until the connection closes. On PostgreSQL, it is the advisory lock of Prisma's CLI and of earlier
 * versions of Concord. On SQLite, it locks all other processes out of the file.
 *
 * Foreign keys are turned off because SQLite changes a table by copying and dropping it, which would delete the rows
 * that refer to it. SQLite ignores this setting inside a transaction.
 */
const LOCK = {
  sqlite: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; BEGIN EXCLUSIVE; COMMIT",
  postgresql: "SELECT pg_advisory_lock(72707369)",
};

/** Runs a task and reports on it. */
type Step = (work: () => Promise<void>) => Promise<void>;

/**
 * The pending migrations of a database.
 *
 * @param url as in `openDatabase`; for a missing SQLite file, all migrations are pending
 * @returns their names, in order; empty if the database is up to date
 * @throws UserError `database-unreachable` if it can't be opened, `database-newer` if a later version of the code has
 *   migrated it, `database-edited` if a migration differs from the one that was applied, `database-broken` if one
 *   didn't finish, and `database-foreign` if it belongs to another program
 */
export async function pendingMigrations(url: string, history: History): Promise<string[]> {
  if (isMissingFile(url)) return history.migrations.map(({ name }) => name);
  const pending = await reaching(url, (connection) => findPending(connection, url, history));
  return pending.map(({ name }) => name);
}

/**
 * Applies the pending migrations, each in a transaction that is rolled back if the migration fails.
 *
 * On PostgreSQL, concurrent calls wait for each other. On SQLite, the caller must prevent concurrent calls.
 *
 * @param step called only if there are pending migrations
 * @returns the names of the applied migrations
 * @throws any error from `pendingMigrations`, UserError `database-broken` if one fails, and `database-busy` if a server
 *   has the SQLite file open
 */
export async function migrate(url: string, history: History, step: Step = (work) => work()): Promise<string[]> {
  if (isMissingFile(url)) return makeFile(pathOfFile(url), history, step);
  // The lock on an SQLite file can only be taken while no server is running, so take it only if there is work to do.
  if (providerOf(url) === "sqlite" && (await pendingMigrations(url, history)).length === 0) return [];
  return apply(url, history, step);
}

/** Whether a URL refers to an SQLite file that doesn't exist. */
export function isMissingFile(url: string): boolean {
  return providerOf(url) === "sqlite" && !existsSync(pathOfFile(url));
}

/**
 * The file gets its name only once it is complete, so that an interrupted first start doesn't leave a broken database.
 */
async function makeFile(file: string, history: History, step: Step): Promise<string[]> {
  const unfinished = `${file}.new`;
  for (const path of [unfinished, `${unfinished}-journal`]) rmSync(path, { force: true });
  writeFileSync(unfinished, "", { mode: 0o600 });
  const applied = await apply(`file:${unfinished}`, history, step);
  renameSync(unfinished, file);
  return applied;
}

function apply(url: string, history: History, step: Step): Promise<string[]> {
  const provider = providerOf(url);
  return reaching(url, async (connection) => {
    await connection.run(LOCK[provider]).catch((error: unknown) => {
      throw isBusy(error) ? busy() : error;
    });
    const pending = await findPending(connection, url, history);
    if (pending.length === 0) return [];
    await step(async () => {
      await connection.run(MAKE_TABLE[provider]);
      const orphans = await countOrphans(connection, provider);
      for (const migration of pending) await applyOne(connection, provider, migration, orphans);
    });
    return pending.map(({ name }) => name);
  });
}

/** @param orphans the number of orphaned rows before the migration */
async function applyOne(
  connection: Connection,
  provider: Provider,
  migration: Migration,
  orphans: number,
): Promise<void> {
  const startedAt = now();
  try {
    await connection.run("BEGIN");
    await connection.run(migration.sql);
    if ((await countOrphans(connection, provider)) > orphans)
      throw new Error("it deletes rows that other rows reference");
    const values = [randomUUID(), checksumOf(migration), migration.name, startedAt, now()];
    await connection.run(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (${values.map(quote).join()}, 1)`,
    );
    await connection.run("COMMIT");
  } catch (error) {
    // This fails if the error has already rolled back the transaction or closed the connection.
    await connection.run("ROLLBACK").catch(() => {});
    throw new UserError("database-broken.failed", { name: migration.name, reason: reasonOf(error) });
  }
}

/**
 * Counts the rows of an SQLite file that refer to missing rows. PostgreSQL enforces its foreign keys during a
 * migration.
 */
async function countOrphans(connection: Connection, provider: Provider): Promise<number> {
  return provider === "sqlite" ? (await connection.read("PRAGMA foreign_key_check")).length : 0;
}

/** The current time in Prisma's format, because SQLite stores times as text. */
function now(): string {
  return new Date().toISOString().replace("Z", "+00:00");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** @throws any error from `pendingMigrations` */
async function findPending(connection: Connection, url: string, { migrations }: History): Promise<Migration[]> {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const { recorded, isForeign } = await readRecorded(connection, providerOf(url));
  for (const { name, checksum, isFinished } of recorded) {
    const migration = known.get(name);
    if (!migration) {
      throw new UserError("database-newer", { name });
    }
    if (!isFinished) {
      throw new UserError("database-broken.unfinished", { name });
    }
    if (!hasChecksum(migration, checksum)) {
      throw new UserError("database-edited", { name, provider: providerOf(url) });
    }
  }
  if (isForeign) {
    throw new UserError("database-foreign", { database: describeDatabase(url) });
  }
  const applied = new Set(recorded.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

interface Recorded {
  name: string;
  checksum: string;
  isFinished: boolean;
}

/** The recorded migrations, except those that Prisma was told to treat as rolled back. */
async function readRecorded(connection: Connection, provider: Provider) {
  const tables = (await connection.read(TABLES[provider])).flat();
  const rows = tables.includes("_prisma_migrations") ? await connection.read(RECORDED) : [];
  const recorded = rows.map(
    ([name, checksum, isFinished]): Recorded => ({
      name: String(name),
      checksum: String(checksum),
      isFinished: Boolean(isFinished),
    }),
  );
  return { recorded, isForeign: rows.length === 0 && tables.some((name) => name !== "_prisma_migrations") };
}

/** Runs `work` with a connection. If connecting fails, throws an error that explains why in one sentence. */
async function reaching<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  try {
    return await withConnection(url, work);
  } catch (error) {
    throw error instanceof UserError ? error : unreachable(url, reasonOf(error));
  }
}

function busy(): UserError {
  return new UserError("database-busy");
}

function unreachable(url: string, reason: string): UserError {
  return providerOf(url) === "sqlite"
    ? new UserError("database-unreachable.file", { file: pathOfFile(url), reason })
    : new UserError("database-unreachable.server", { database: describeDatabase(url), reason });
}

/** The driver's message for an error, on one line. */
function reasonOf(error: unknown): string {
  // If a host name has several addresses, there is one error per address.
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === "ECONNREFUSED") return `connection refused at ${address}${port === undefined ? "" : `:${port}`}`;
  // Prisma's adapter keeps the driver's message in its cause.
  const said = error.cause instanceof Object && Reflect.get(error.cause, "originalMessage");
  return String(said || error.message)
    .trim()
    .replaceAll(/\s+/gu, " ");
}
