import "server-only";
import { providerOf } from "./settings";

/** One connection to a database, without a data model: for scripts, and for tables that the data model does not know. */
export interface Connection {
  /** Runs a script of any number of statements. */
  run(script: string): Promise<void>;
  /** The rows that a query finds, each as the list of its columns. */
  read(sql: string): Promise<unknown[][]>;
}

/** How long a connection to PostgreSQL may take to come, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/** How long SQLite waits for another process that has the file locked, perhaps only to look whether it can, in milliseconds. */
const BUSY_TIMEOUT = 2_000;

/**
 * Does `work` with a connection of its own.
 *
 * @param url as in `openDatabase`; an SQLite file that does not exist is made
 */
export async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await (providerOf(url) === "sqlite" ? openSqlite(url) : openPostgres(url));
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Whether an error says that another process has an SQLite file locked. */
export function isBusy(error: unknown): boolean {
  // The adapter has a word of its own for SQLITE_BUSY.
  return (
    error instanceof Error &&
    /SocketTimeout|database is locked/u.test(`${error.message} ${JSON.stringify(error.cause)}`)
  );
}

type OpenConnection = Connection & { close(): Promise<void> };

/** @param url as in `withConnection`. Whoever opens it closes it. */
export async function openSqlite(url: string): Promise<OpenConnection> {
  const { PrismaBetterSqlite3 } = await import("@prisma/adapter-better-sqlite3");
  const connection = await new PrismaBetterSqlite3({ url, timeout: BUSY_TIMEOUT }).connect();
  return {
    // The adapter throws where it should reject.
    run: async (script) => connection.executeScript(script),
    read: async (sql) => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows,
    close: () => connection.dispose(),
  };
}

async function openPostgres(url: string): Promise<OpenConnection> {
  const { Client } = await import("pg");
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT });
  // The query that is under way then fails with the same error.
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
