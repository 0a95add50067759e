/**
 * Prisma's schema engine, compiled to WebAssembly. It is used only in development, to write migrations and to compare
 * ours with its results in tests. See docs/decisions/0001-plain-sql-migrations.md.
 */

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Client } from "pg";
import { type History, LOCK_FILE, SCRIPT_FILE } from "./migration-history";
import { providerOf } from "./settings";

export type SchemaEngine = bindings.SchemaEngine;

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Runs `work` with an engine for one database. Nothing else may have that database open, because the engine locks an
 * SQLite file exclusively.
 *
 * @param url as in `openDatabase`; a missing SQLite file is created
 */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  // The engine leaves its connections open and therefore keeps its lock on an SQLite file.
  const opened: SqlDriverAdapter[] = [];
  const keep = async (opening: Promise<SqlDriverAdapter>) => {
    const connection = await opening;
    opened.push(connection);
    return connection;
  };
  const { connect, connectToShadowDb, ...provider } = providerOf(url) === "sqlite" ? sqlite(url) : postgresql(url);
  const factory = bindMigrationAwareSqlAdapterFactory({
    ...provider,
    connect: () => keep(connect()),
    connectToShadowDb: () => keep(connectToShadowDb()),
  });
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    return await work(engine).finally(() => engine.free());
  } finally {
    await Promise.allSettled(opened.map((connection) => connection.dispose()));
  }
}

/** The SQL that changes the result of a migration history to match a schema; empty if they match. */
export async function differenceAsSql(engine: SchemaEngine, history: History, schema: string): Promise<string> {
  const { stdout, exitCode } = await engine.diff({
    from: { tag: "migrations", ...toMigrationList(history) },
    to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
    script: true,
    exitCode: true,
    filters: NO_FILTERS,
  });
  return exitCode === 0 ? "" : (stdout ?? "");
}

/** @returns the names of the applied migrations */
export async function applyMigrations(engine: SchemaEngine, history: History): Promise<string[]> {
  const migrationsList = toMigrationList(history);
  return (await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames;
}

/** The history in the engine's format. */
function toMigrationList({ folder, migrations, lock }: History): bindings.MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: LOCK_FILE, content: lock },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: SCRIPT_FILE, content: { tag: "ok", value: sql } },
    })),
  };
}

function sqlite(url: string): SqlMigrationAwareDriverAdapterFactory {
  const open = async (file: string) => {
    const connection = await new PrismaBetterSqlite3({ url: file }).connect();
    const executeOne = connection.executeRaw.bind(connection);
    // The engine passes whole scripts, but better-sqlite3 takes a single statement here.
    connection.executeRaw = async (query) => {
      if (query.args.length > 0) return executeOne(query);
      await connection.executeScript(query.sql);
      return 0;
    };
    return connection;
  };
  return {
    provider: "sqlite",
    adapterName: "concord-sqlite-migrations",
    connect: () => open(url),
    connectToShadowDb: () => open(":memory:"),
  };
}

/** OIDs of the PostgreSQL types, other than text, that occur in PostgreSQL's catalogues or in our tables. */
const COLUMN_TYPES: Readonly<Record<number, ColumnType>> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
  1005: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1184: ColumnTypeEnum.DateTime,
};

/**
 * We use our own adapter, because Prisma's adapter for PostgreSQL rejects the internal type "char", which the engine
 * reads, and splits scripts at every semicolon, even inside strings.
 */
function postgresql(url: string): SqlMigrationAwareDriverAdapterFactory {
  const provider = { provider: "postgres", adapterName: "concord-postgres-migrations" } as const;
  const open = async (address: string, closed = async () => {}): Promise<SqlDriverAdapter> => {
    // There is only one connection, because the engine's lock belongs to the session.
    const client = new Client({ connectionString: address });
    await client.connect();
    return {
      ...provider,
      queryRaw: async ({ sql, args }) => {
        const { rows, fields } = await client.query<unknown[]>({ text: sql, values: args, rowMode: "array" });
        return {
          rows: rows.map((row) => row.map(toEngine)),
          columnNames: fields.map(({ name }) => name),
          columnTypes: fields.map(({ dataTypeID }) => COLUMN_TYPES[dataTypeID] ?? ColumnTypeEnum.Text),
        };
      },
      executeRaw: async ({ sql, args }) => (await client.query(sql, args.length > 0 ? args : undefined)).rowCount ?? 0,
      executeScript: async (script) => {
        await client.query(script);
      },
      startTransaction: () => Promise.reject(new Error("The engine doesn't use transactions.")),
      dispose: async () => {
        await client.end();
        await closed();
      },
    };
  };
  return {
    ...provider,
    connect: () => open(url),
    connectToShadowDb: async () => {
      const shadow = new URL(url);
      shadow.pathname = `shadow_${randomUUID()}`;
      const run = async (sql: string) => {
        const client = new Client({ connectionString: url });
        await client.connect();
        await client.query(sql).finally(() => client.end());
      };
      await run(`CREATE DATABASE "${shadow.pathname.slice(1)}"`);
      return open(shadow.href, () => run(`DROP DATABASE "${shadow.pathname.slice(1)}"`));
    },
  };
}

function toEngine(value: unknown): unknown {
  return value instanceof Date ? value.toISOString().replace("Z", "+00:00") : value;
}

let loading: Promise<void> | undefined;

/** The package's own entry point imports the WebAssembly as a module, which needs Node.js 24. */
function loadEngine(): Promise<void> {
  loading ??= instantiate();
  return loading;
}

async function instantiate(): Promise<void> {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(path.join(path.dirname(script), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== "function") throw new Error("This is not the expected schema engine.");
  start();
}
