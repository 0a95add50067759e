import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { createMutex } from "./mutex";

type Connection = Awaited<ReturnType<PrismaPg["connect"]>>;
type SqlTransaction = Awaited<ReturnType<Connection["startTransaction"]>>;

/** Timeout for connecting to PostgreSQL, in milliseconds. */
const CONNECTION_TIMEOUT = 10_000;

/**
 * Prisma's adapter for PostgreSQL, which sends the queries of a transaction one at a time.
 *
 * A transaction has a single connection, and Prisma reads the relations of a query concurrently. The driver queues such
 * queries, but warns that it will refuse them in its next version.
 *
 * @param url the `postgres:` URL of a database
 */
export function createPostgresAdapter(url: string) {
  const factory = new PrismaPg({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT });
  return {
    provider: "postgres" as const,
    adapterName: factory.adapterName,
    connect: async () => inTurns(await factory.connect()),
  };
}

function inTurns(connection: Connection): Connection {
  const { startTransaction } = connection;
  connection.startTransaction = async (isolationLevel) =>
    takeTurns(await startTransaction.call(connection, isolationLevel));
  return connection;
}

function takeTurns(transaction: SqlTransaction): SqlTransaction {
  const turns = createMutex();
  const { queryRaw, executeRaw } = transaction;
  transaction.queryRaw = (query) => turns.runExclusive(() => queryRaw.call(transaction, query));
  transaction.executeRaw = (query) => turns.runExclusive(() => executeRaw.call(transaction, query));
  return transaction;
}
