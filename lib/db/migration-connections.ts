import "server-only";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import { type bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { providerOf } from "./settings";

/** What Prisma's migration engine gets its connections from. */
export type MigrationFactory = Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0];

export type Connection = Awaited<ReturnType<MigrationFactory["connect"]>>;

type PostgresConnection = Awaited<ReturnType<PrismaPg["connect"]>>;

interface AdapterFactory<C> extends Pick<MigrationFactory, "provider" | "adapterName"> {
  connect(): Promise<C>;
  connectToShadowDb(): Promise<C>;
}

/** The engine's lock belongs to the session that took it, so nothing may end that one or open another. In milliseconds. */
const ONE_SESSION = { max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 10_000 };

/** PostgreSQL's numbers of two of its types. */
const CHAR_TYPE = 18;
const TEXT_TYPE = 25;

/**
 * Connections to a database for the migration engine, which expects a little more of them than Prisma's adapters give.
 *
 * @param url as in `openDatabase`; a file that does not exist is made
 */
export function createMigrationFactory(url: string): MigrationFactory {
  return providerOf(url) === "sqlite"
    ? adapt(new PrismaBetterSqlite3({ url }), runScripts)
    : adapt(new PrismaPg({ ...ONE_SESSION, connectionString: url }), readCharsAndScripts);
}

function adapt<C extends Connection>(
  factory: AdapterFactory<C>,
  adaptConnection: (connection: C) => Connection,
): MigrationFactory {
  const { provider, adapterName } = factory;
  return {
    provider,
    adapterName,
    connect: async () => adaptConnection(await factory.connect()),
    connectToShadowDb: async () => adaptConnection(await factory.connectToShadowDb()),
  };
}

/** The engine hands whole scripts to where better-sqlite3 takes one statement. */
function runScripts(connection: Connection): Connection {
  const executeOne = connection.executeRaw.bind(connection);
  connection.executeRaw = async (query) => {
    if (query.args.length > 0) return executeOne(query);
    await connection.executeScript(query.sql);
    return 0;
  };
  return connection;
}

/**
 * The engine reads columns of PostgreSQL's internal type "char", which the adapter refuses. So the driver tells the adapter
 * that they are text, and the engine is told afterwards what they are.
 *
 * The adapter also takes a script apart at every semicolon, wherever it stands. Sent as a whole it is one transaction.
 */
function readCharsAndScripts(connection: PostgresConnection): Connection {
  const columnsOf = new WeakMap<object, number[]>();

  const pool = connection.underlyingDriver();
  const queryDriver: (config: unknown) => Promise<DriverResult> = pool.query.bind(pool);
  const query = async (config: unknown) => {
    const result = await queryDriver(config);
    const chars = result.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === CHAR_TYPE ? [index] : []));
    for (const index of chars) result.fields[index]!.dataTypeID = TEXT_TYPE;
    columnsOf.set(result.rows, chars);
    return result;
  };
  Object.assign(pool, { query });

  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (sql) => {
    const result = await queryRaw(sql);
    for (const index of columnsOf.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  connection.executeScript = async (script) => {
    await queryDriver(script);
  };
  return connection;
}

interface DriverResult {
  fields: { dataTypeID: number }[];
  rows: object;
}
