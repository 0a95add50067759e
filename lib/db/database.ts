import "server-only";
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
  addresses().set(db, url);
  return db;
}

/** The address at which a database was opened. */
export function addressOf(db: Database): string {
  const url = addresses().get(db);
  if (url === undefined) throw new Error("This database was not opened by openDatabase.");
  return url;
}

/** Ends all connections. The client is of no use afterwards. */
export function closeDatabase(db: Database): Promise<void> {
  return db.$disconnect();
}

/** However many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordAddresses?: WeakMap<Database, string> };

function addresses(): WeakMap<Database, string> {
  shelf.concordAddresses ??= new WeakMap();
  return shelf.concordAddresses;
}

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
