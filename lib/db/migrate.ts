import "server-only";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../errors";
import { pathOfFile } from "./files";
import { applyMigrations, withConnection, withMigrationEngine } from "./migration-engine";
import type { History } from "./migration-history";
import { describeDatabase, providerOf } from "./settings";

const RECORDED =
  "SELECT migration_name, finished_at IS NOT NULL FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at";

const REMEDY = "Put back the backup that was made before it, and start again";

/**
 * The migrations that a database still wants.
 *
 * @param url as in `openDatabase`; an SQLite file that does not exist wants all of them
 * @returns their names, in order; empty where the database is up to date
 * @throws UserError `database-unreachable` where it cannot be opened, `database-newer` where it has been migrated by a
 *   later version of the code, `database-broken` where a migration has not come to its end, and `database-foreign` where it is
 *   another program's
 */
export async function pendingMigrations(url: string, { migrations }: History): Promise<string[]> {
  const names = migrations.map(({ name }) => name);
  const recorded = isMissingFile(url) ? [] : await readRecorded(url);
  const unknown = recorded.find(({ name }) => !names.includes(name));
  if (unknown) {
    throw new UserError(
      "database-newer",
      `The database was made by a newer version of Concord (it has the update "${unknown.name}", which this version does not know). Start that version, or put back a backup from before.`,
      500,
    );
  }
  const unfinished = recorded.find(({ finished }) => !finished);
  if (unfinished) throw brokenOff(unfinished.name);
  if (recorded.length === 0 && !isMissingFile(url) && (await hasTables(url))) {
    throw new UserError(
      "database-foreign",
      `The ${describeDatabase(url)} holds tables of another program. Name an empty database for Concord. Nothing was changed.`,
      500,
    );
  }
  const applied = new Set(recorded.map(({ name }) => name));
  return names.filter((name) => !applied.has(name));
}

/** Any number that nothing else in the database locks; Prisma's engine has another. */
const TURN = 727_001;

/**
 * Does `work` while no other process on any machine does so for the same PostgreSQL database: a migration that is under way
 * there must not be taken for one that was broken off.
 */
export async function inTurn<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withConnection(url, async (connection) => {
      await connection.queryRaw({ sql: `SELECT pg_advisory_lock(${TURN})::text`, args: [], argTypes: [] });
      // The lock ends with the connection.
      return work();
    });
  } catch (error) {
    throw causeOf(error).kind === undefined ? error : unreachable(url, reasonOf(error));
  }
}

/**
 * Applies the migrations that a database still wants, with Prisma's own engine. The caller sees to it that only one process
 * does so at a time: by `inTurn` on PostgreSQL, by a lock beside the file on SQLite.
 *
 * @returns the names of those that it applied
 * @throws UserError as `pendingMigrations`, `database-broken` where one fails, and `database-busy` where a server has the
 *   SQLite file open
 */
export async function migrate(url: string, history: History): Promise<string[]> {
  const pending = await pendingMigrations(url, history);
  if (pending.length === 0) return [];
  return isMissingFile(url) ? makeFile(pathOfFile(url), history) : apply(url, history);
}

/** Whether an address names an SQLite file that does not exist. */
export function isMissingFile(url: string): boolean {
  return providerOf(url) === "sqlite" && !existsSync(pathOfFile(url));
}

/** The file takes its place when it is complete: a first start that is broken off leaves nothing that is in the way. */
async function makeFile(file: string, history: History): Promise<string[]> {
  const unfinished = `${file}.new`;
  for (const path of [unfinished, `${unfinished}-journal`]) rmSync(path, { force: true });
  writeFileSync(unfinished, "", { mode: 0o600 });
  const applied = await apply(`file:${unfinished}`, history);
  renameSync(unfinished, file);
  return applied;
}

async function apply(url: string, history: History): Promise<string[]> {
  try {
    return await withMigrationEngine(url, (engine) => applyMigrations(engine, history));
  } catch (error) {
    if (providerOf(url) === "sqlite" && BUSY.test(messageOf(error))) throw busy();
    const unfinished = (await readRecorded(url)).find(({ finished }) => !finished);
    if (!unfinished) throw error;
    throw brokenOff(unfinished.name, error);
  }
}

/** How the engine names SQLITE_BUSY: it does not know the adapter's word for it. */
const BUSY = /SocketTimeout|database is locked/u;

function busy(): UserError {
  return new UserError(
    "database-busy",
    "The database has to be brought up to date, but another Concord has it open. Stop that one, and start again.",
    500,
  );
}

function brokenOff(name: string, cause?: unknown): UserError {
  const reason = cause === undefined ? "" : ` (${messageOf(cause)})`;
  return new UserError(
    "database-broken",
    `The update "${name}" of the database did not finish${reason}. ${REMEDY}.`,
    500,
  );
}

interface Recorded {
  name: string;
  finished: boolean;
}

/** What Prisma wrote into the database about migrations, without those that it was told are undone. */
async function readRecorded(url: string): Promise<Recorded[]> {
  try {
    const { rows } = await withConnection(url, (connection) =>
      connection.queryRaw({ sql: RECORDED, args: [], argTypes: [] }),
    );
    return rows.map(([name, finished]) => ({ name: String(name), finished: Boolean(finished) }));
  } catch (error) {
    if (causeOf(error).kind === "TableDoesNotExist") return [];
    throw unreachable(url, reasonOf(error));
  }
}

/** In the place where ours are made. */
const TABLES = {
  sqlite: "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  postgresql: "SELECT count(*)::int FROM information_schema.tables WHERE table_schema = current_schema()",
};

/** Whether a database that Concord has never migrated has tables, beside the list of migrations. */
async function hasTables(url: string): Promise<boolean> {
  const name = providerOf(url) === "sqlite" ? "name" : "table_name";
  const sql = `${TABLES[providerOf(url)]} AND ${name} <> '_prisma_migrations'`;
  const query = { sql, args: [], argTypes: [] };
  const { rows } = await withConnection(url, (connection) => connection.queryRaw(query));
  return Number(rows[0]?.[0]) > 0;
}

function unreachable(url: string, reason: string): UserError {
  const sentence =
    providerOf(url) === "sqlite"
      ? `The database file ${pathOfFile(url)} cannot be opened (${reason}).`
      : `The ${describeDatabase(url)} cannot be reached (${reason}). Check the address, and that the server is running.`;
  return new UserError("database-unreachable", sentence, 500);
}

/** Why a database cannot be reached. */
function reasonOf(error: unknown): string {
  const { kind, originalMessage, host, port } = causeOf(error);
  // A name with several addresses fails at all of them, and the adapter names none.
  if (kind === "DatabaseNotReachable") return host ? `nothing answers at ${host}:${port}` : "nothing answers there";
  return originalMessage || messageOf(error);
}

/** What an adapter says about an error of its database. */
function causeOf(error: unknown): { kind?: string; originalMessage?: string; host?: string; port?: number } {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null ? cause : {};
}

/** An address that has several numbers fails with several errors, and no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message.trim().replaceAll(/\s+/gu, " ") : String(error);
}
