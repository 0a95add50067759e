/** The methods of a better-sqlite3 statement that Prisma's adapter uses. */
interface Statement {
  readonly reader: boolean;
  columns(): unknown[];
  raw(): Statement;
  all(values: unknown[]): unknown[];
  run(values?: unknown[]): unknown;
}

/** A statement with its values, as the adapter asks for it by `bind`. */
interface Bound extends Pick<Statement, "reader" | "columns"> {
  raw(): { all(): unknown[] };
  run(): unknown;
}

interface Prepared {
  bind(values: unknown[]): Bound;
  run(): unknown;
}

/** Statements that a connection keeps. A busy server has about a hundred. */
const MOST = 300;

/**
 * Lets a connection of Prisma's adapter prepare each SQL once. The adapter prepares every query again, which takes a third of the time of
 * a short one.
 *
 * @param connection one of the adapter, which holds the database of better-sqlite3 as `client`
 */
export function keepStatements(connection: object): void {
  if (!hasClient(connection)) throw new Error("Prisma's adapter for SQLite keeps its database elsewhere now.");
  const { client } = connection;
  const prepare = client.prepare.bind(client);
  const kept = new Map<string, Prepared>();
  client.prepare = (sql) => {
    const prepared = kept.get(sql) ?? reusable(prepare(sql) as Statement);
    // The latest last.
    kept.delete(sql);
    kept.set(sql, prepared);
    for (const [oldest] of kept) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
    return prepared;
  };
}

function hasClient(connection: object): connection is { client: { prepare(sql: string): unknown } } {
  return "client" in connection && typeof connection.client === "object" && connection.client !== null;
}

/** better-sqlite3 binds a statement once and for good, so the values wait here until the rows are wanted. */
function reusable(statement: Statement): Prepared {
  const { reader } = statement;
  if (reader) statement.raw();
  const columns = reader ? statement.columns() : [];
  return {
    bind: (values) => ({
      reader,
      columns: () => columns,
      raw: () => ({ all: () => statement.all(values) }),
      run: () => statement.run(values),
    }),
    run: () => statement.run(),
  };
}
