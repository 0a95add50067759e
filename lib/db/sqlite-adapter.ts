import "server-only";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { createYield } from "./event-loop";
import { createMutex } from "./mutex";

type Connection = Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>;
type SqlTransaction = Awaited<ReturnType<Connection["startTransaction"]>>;
type Query = Parameters<Connection["queryRaw"]>[0];

/** How long SQLite waits for another process that is writing, in milliseconds. Nothing else happens here meanwhile. */
const BUSY_TIMEOUT = 5_000;

/** FULL: what was acknowledged survives a power cut. SQLite keeps only WAL in the file; the others are the connection's. */
const SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

const READS = /^\s*SELECT\b/iu;

/**
 * Prisma's adapter for better-sqlite3 with our settings and two connections: one that writes, one thing at a time, and
 * one that reads.
 *
 * Prisma's own has one connection. A statement outside of a transaction would take part in whichever transaction is open
 * just then, and be undone with it although it had been acknowledged; and its transactions begin as readers, which
 * SQLite does not let become writers once another process has written.
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
      // The last connection that closes writes the log back into the file, and only one that may write can.
      await reader.dispose();
      await writer.dispose();
    },
  };
}

async function open(url: string, readonly: boolean): Promise<Connection> {
  const factory = new PrismaBetterSqlite3({ url, readonly, fileMustExist: true, timeout: BUSY_TIMEOUT });
  const connection = await factory.connect();
  if (!readonly) await connection.executeScript(SETTINGS);
  return connection;
}

type Queryable = Pick<Connection, "provider" | "adapterName" | "queryRaw" | "executeRaw" | "executeScript">;

/** A connection whose queries let the event loop have its turn. */
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

/** @param release lets the next one write */
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
    // Prisma sends COMMIT and ROLLBACK itself, and then says that it did.
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
      // Called after a COMMIT that failed too, which leaves the transaction open.
      await run(writer, "ROLLBACK").catch(() => {});
      release();
    },
  };
}

async function run(connection: Queryable, sql: string): Promise<void> {
  const query: Query = { sql, args: [], argTypes: [] };
  await connection.executeRaw(query);
}
