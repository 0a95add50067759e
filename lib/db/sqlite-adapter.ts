import "server-only";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { createYield } from "./event-loop";
import { keepStatements } from "./kept-statements";
import { createMutex } from "./mutex";

type Connection = Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>;
type SqlTransaction = Awaited<ReturnType<Connection["startTransaction"]>>;
type Query = Parameters<Connection["queryRaw"]>[0];

/** How long SQLite waits for a writer in another process, in milliseconds. This blocks the whole process. */
const BUSY_TIMEOUT = 5_000;

/**
 * With FULL, acknowledged writes survive a power cut. Only WAL is stored in the file; the other settings are per
 * connection.
 */
const SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

const READS = /^\s*SELECT\b/iu;

/**
 * Prisma's adapter for better-sqlite3 with our settings and two connections: one for writes, serialized by a mutex, and
 * one for reads.
 *
 * Prisma's own adapter has a single connection, so a statement outside a transaction would join whichever transaction
 * was open, and could be rolled back with it after it was acknowledged. Its transactions also start as read
 * transactions, which SQLite can't upgrade once another process has written.
 *
 * @param url `file:` and a path; the file must exist
 */
export function createSqliteAdapter(url: string) {
  return {
    provider: "sqlite" as const,
    adapterName: "concord-sqlite",
    connect: () => connect(url),
  };
}

async function connect(url: string): Promise<Connection> {
  const writer = await open(url, false);
  const reader = await open(url, true);
  const turns = createMutex();
  const yields = createYield();
  const polite = { reader: politely(reader, yields), writer: politely(writer, yields) };

  return {
    provider: writer.provider,
    adapterName: writer.adapterName,
    queryRaw: (query) =>
      READS.test(query.sql) ? polite.reader.queryRaw(query) : turns.runExclusive(() => polite.writer.queryRaw(query)),
    executeRaw: (query) => turns.runExclusive(() => polite.writer.executeRaw(query)),
    executeScript: (script) => turns.runExclusive(() => polite.writer.executeScript(script)),
    startTransaction: async () => begin(polite.writer, await turns.acquire()),
    async dispose() {
      // The last connection to be closed checkpoints the WAL, so it must be the writable connection.
      await reader.dispose();
      await writer.dispose();
    },
  };
}

async function open(url: string, readonly: boolean): Promise<Connection> {
  const factory = new PrismaBetterSqlite3({ url, readonly, fileMustExist: true, timeout: BUSY_TIMEOUT });
  const connection = await factory.connect();
  if (!readonly) await connection.executeScript(SETTINGS);
  keepStatements(connection);
  return connection;
}

type Queryable = Pick<Connection, "provider" | "adapterName" | "queryRaw" | "executeRaw" | "executeScript">;

/** A connection whose queries yield to the event loop. */
function politely(connection: Connection, yields: () => Promise<void>): Queryable {
  const { provider, adapterName } = connection;
  return {
    ...{ provider, adapterName },
    queryRaw: async (query) => {
      await yields();
      return connection.queryRaw(query);
    },
    executeRaw: async (query) => {
      await yields();
      return connection.executeRaw(query);
    },
    executeScript: async (script) => {
      await yields();
      return connection.executeScript(script);
    },
  };
}

/** @param release releases the write mutex */
async function begin(writer: Queryable, release: () => void): Promise<SqlTransaction> {
  try {
    await writer.executeScript("BEGIN IMMEDIATE");
  } catch (error) {
    release();
    throw error;
  }
  return {
    provider: writer.provider,
    adapterName: writer.adapterName,
    // Prisma sends COMMIT and ROLLBACK itself and then calls the functions below.
    options: { usePhantomQuery: false },
    queryRaw: (query) => writer.queryRaw(query),
    executeRaw: (query) => writer.executeRaw(query),
    createSavepoint: (name) => run(writer, `SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(writer, `ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => run(writer, `RELEASE SAVEPOINT ${name}`),
    async commit() {
      release();
    },
    async rollback() {
      // Also called after a failed COMMIT, which leaves the transaction open.
      await run(writer, "ROLLBACK").catch(() => {});
      release();
    },
  };
}

async function run(connection: Queryable, sql: string): Promise<void> {
  const query: Query = { sql, args: [], argTypes: [] };
  await connection.executeRaw(query);
}
