import "server-only";
import { providerOf } from "./settings";

/** A raw database connection without a data model, for scripts and for tables outside the data model. */
export interface Connection {
  /** Runs a script of any number of statements. */
  run(script: string): Promise<void>;
  /** The rows of a query, each as a list of its values. */
  read(sql: string): Promise<unknown[][]>;
}

/** Timeout for connecting to PostgreSQL, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * How long, in milliseconds, SQLite waits for a file that another process has locked, possibly just to test the lock.
 */
const BUSY_TIMEOUT = 2_000;

/**
 * Runs `work` with a new connection.
 *
 * @param url as in `openDatabase`; a missing SQLite file is created
 */
export async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await (providerOf(url) === "sqlite" ? openSqlite(url) : openPostgres(url));
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Whether an error means that another process has locked an SQLite file. */
export function isBusy(error: unknown): boolean {
  // The adapter's name for SQLITE_BUSY, or SQLite's own message.
  return (
    error instanceof Error &&
    /SocketTimeout|database is locked/u.test(`${error.message} ${JSON.stringify(error.cause)}`)
  );
}

type OpenConnection = Connection & { close(): Promise<void> };

/**
 * Opens a connection, which the caller must close.
 * @param url as in `withConnection`
 */
export async function openSqlite(url: string): Promise<OpenConnection> {
  const { PrismaBetterSqlite3 } = await import("@prisma/adapter-better-sqlite3");
  const connection = await new PrismaBetterSqlite3({ url, timeout: BUSY_TIMEOUT }).connect();
  return {
    // The adapter throws synchronously instead of rejecting.
    run: async (script) => connection.executeScript(script),
    read: async (sql) => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows,
    close: () => connection.dispose(),
  };
}

async function openPostgres(url: string): Promise<OpenConnection> {
  const { Client } = await import("pg");
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT });
  // Ignore the error here, because the pending query rejects with it too.
  client.on("error", () => {});
  await client.connect();
  return {
    run: async (script) => {
      await client.query(script);
    },
    read: async (text) => (await client.query<unknown[]>({ text, rowMode: "array" })).rows,
    close: () => client.end(),
  };
}
