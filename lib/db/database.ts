import "server-only";
import type { Pool } from "pg";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import type { Prisma, PrismaClient } from "./generated/sqlite/client";
import { providerOf } from "./settings";

export type * from "./generated/sqlite/enums";
export type { Prisma };

/** The client of the data model. That of PostgreSQL is made from the same schema and has the same methods. */
export type Database = PrismaClient;

/** What `db.$transaction(async (tx) => …)` hands to its work. */
export type Transaction = Prisma.TransactionClient;

/**
 * In milliseconds. SQLite has one writer, so in a burst a transaction waits for all before it; what it does once it has
 * begun is short.
 */
const TRANSACTIONS = { maxWait: 20_000, timeout: 10_000 };

/** How long a connection to PostgreSQL may take to come, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * Opens a database that is there and up to date (`npm start` sees to both).
 *
 * @param url `file:` and the path of an SQLite database, or the `postgres:` address of a PostgreSQL one
 * @throws UserError `database-url` where it is neither
 */
export async function openDatabase(url: string): Promise<Database> {
  const db = providerOf(url) === "sqlite" ? await createSqliteClient(url) : await createPostgresClient(url);
  await db.$connect();
  addresses.set(db, url);
  return db;
}

/** The address at which a database was opened. */
export function urlOf(db: Database): string {
  const url = addresses.get(db);
  if (url === undefined) throw new Error("This database was not opened by openDatabase.");
  return url;
}

/** Ends all connections. The client is of no use afterwards. */
export async function closeDatabase(db: Database): Promise<void> {
  await Promise.all([db.$disconnect(), pools.get(db)?.end()]);
  pools.delete(db);
}

/** Connections beside those of the client, for each process. */
const POOL_SIZE = 5;

/**
 * Connections to a PostgreSQL database for what the data model does not know, such as the tables of the search index.
 *
 * @param settings of each connection, by their names in PostgreSQL; those of the first call hold
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
  // One that breaks while nobody uses it is replaced by the next that is needed.
  made.on("error", (error) => log.warn({ err: error }, "a connection to the database was lost"));
  // Another call may have made one meanwhile.
  const pool = pools.get(db) ?? made;
  pools.set(db, pool);
  return pool;
}

const pools = processSingleton("database-pools", () => new WeakMap<Database, Pool>());
const addresses = processSingleton("database-urls", () => new WeakMap<Database, string>());

// The generated clients and drivers are loaded when one is opened: commands that open none need neither.

async function createSqliteClient(url: string): Promise<Database> {
  const [{ PrismaClient }, { createSqliteAdapter }] = await Promise.all([
    import("./generated/sqlite/client"),
    import("./sqlite-adapter"),
  ]);
  return new PrismaClient({ adapter: createSqliteAdapter(url), transactionOptions: TRANSACTIONS });
}

async function createPostgresClient(url: string): Promise<Database> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import("./generated/postgresql/client"),
    import("@prisma/adapter-pg"),
  ]);
  const adapter = new PrismaPg({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT });
  // Made from the same models, so it differs in nothing that our queries use; the integration tests run on both.
  return new PrismaClient({ adapter, transactionOptions: TRANSACTIONS }) as unknown as Database;
}
