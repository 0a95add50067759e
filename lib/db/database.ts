import "server-only";
import type { Pool } from "pg";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import type { Prisma, PrismaClient } from "./generated/sqlite/client";
import { providerOf } from "./settings";

export type * from "./generated/sqlite/enums";
export type { Prisma };

/** The Prisma client. The PostgreSQL client is generated from the same schema and has the same methods. */
export type Database = PrismaClient;

/** The argument that `db.$transaction(async (tx) => …)` passes to its callback. */
export type Transaction = Prisma.TransactionClient;

/**
 * Transaction timeouts, in milliseconds. SQLite has a single writer, so in a burst, each transaction waits for all
 * earlier ones. Once started, transactions are short.
 */
const TRANSACTIONS = { maxWait: 20_000, timeout: 10_000 };

/** Timeout for connecting to PostgreSQL, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * Opens an existing, migrated database (`npm start` ensures both).
 *
 * @param url `file:` and the path of an SQLite database, or the `postgres:` URL of a PostgreSQL one
 * @throws UserError `database-url` for any other URL
 */
export async function openDatabase(url: string): Promise<Database> {
  const db = providerOf(url) === "sqlite" ? await createSqliteClient(url) : await createPostgresClient(url);
  await db.$connect();
  addresses.set(db, url);
  return db;
}

/** The URL that a database was opened with. */
export function urlOf(db: Database): string {
  const url = addresses.get(db);
  if (url === undefined) throw new Error("This database was not opened by openDatabase.");
  return url;
}

/** Closes all connections. The client can't be used afterwards. */
export async function closeDatabase(db: Database): Promise<void> {
  await Promise.all([db.$disconnect(), pools.get(db)?.end()]);
  pools.delete(db);
}

/** Maximum number of connections per process, in addition to the client's own. */
const POOL_SIZE = 5;

/**
 * A connection pool to a PostgreSQL database for tables outside the data model, such as those of the search index.
 *
 * @param settings for each connection, by their PostgreSQL names; only those from the first call apply
 */
export async function poolOf(db: Database, settings: Readonly<Record<string, string>>): Promise<Pool> {
  const known = pools.get(db);
  if (known) return known;
  const pg = await import("pg");
  const made = new pg.Pool({
    connectionString: urlOf(db),
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    allowExitOnIdle: true,
    onConnect: async (client) => {
      for (const [name, value] of Object.entries(settings)) {
        await client.query("SELECT set_config($1, $2, false)", [name, value]);
      }
    },
  });
  // Only log this. A connection that breaks while idle is replaced when the next one is needed.
  made.on("error", (error) => log.warn({ err: error }, "a connection to the database was lost"));
  // A concurrent call may have created a pool during the import.
  const pool = pools.get(db) ?? made;
  pools.set(db, pool);
  return pool;
}

const pools = processSingleton("database-pools", () => new WeakMap<Database, Pool>());
const addresses = processSingleton("database-urls", () => new WeakMap<Database, string>());

// The generated clients and drivers are loaded on demand, because some commands don't open a database.

async function createSqliteClient(url: string): Promise<Database> {
  const [{ PrismaClient }, { createSqliteAdapter }] = await Promise.all([
    import("./generated/sqlite/client"),
    import("./sqlite-adapter"),
  ]);
  return new PrismaClient({ adapter: createSqliteAdapter(url), transactionOptions: TRANSACTIONS });
}

async function createPostgresClient(url: string): Promise<Database> {
  const [{ PrismaClient }, { createPostgresAdapter }] = await Promise.all([
    import("./generated/postgresql/client"),
    import("./postgres-adapter"),
  ]);
  const adapter = createPostgresAdapter(url);
  // This client is generated from the same models, so it offers everything that our queries use. The integration tests
  // run with both clients.
  return new PrismaClient({ adapter, transactionOptions: TRANSACTIONS }) as unknown as Database;
}
