import "server-only";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { type Connection, createMigrationFactory, type MigrationFactory } from "./migration-connections";
import { type History, LOCK_FILE, SCRIPT_FILE } from "./migration-history";

/** Prisma's migration engine, compiled to WebAssembly: it migrates without a program that had to be downloaded. */
export type MigrationEngine = bindings.SchemaEngine;

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Does `work` with an engine for one database. It must run in a process of its own, or at a time when nothing else here has
 * that database open: on SQLite the engine takes it for itself.
 *
 * @param url as in `openDatabase`
 */
export async function withMigrationEngine<T>(url: string, work: (engine: MigrationEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  const { factory, closeAll } = trackConnections(createMigrationFactory(url));
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    try {
      return await work(engine);
    } catch (error) {
      throw withCause(error, adapter.errorRegistry);
    } finally {
      engine.free();
    }
  } finally {
    await closeAll();
  }
}

/** The engine names an error that a driver threw by its number only. */
function withCause(error: unknown, registry: { consumeError(id: number): { error: unknown } | undefined }): unknown {
  const id = error instanceof Error ? /External error id#(\d+)/u.exec(error.message)?.[1] : undefined;
  return id === undefined ? error : (registry.consumeError(Number(id))?.error ?? error);
}

/** Does `work` with one plain connection. */
export async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createMigrationFactory(url).connect();
  try {
    return await work(connection);
  } finally {
    await connection.dispose();
  }
}

/** The state to which all migrations of a history lead. */
export function fromHistory(history: History): bindings.DiffTarget {
  return { tag: "migrations", ...toMigrationList(history) };
}

/** The state that a schema describes. */
export function toSchema(content: string): bindings.DiffTarget {
  return { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] };
}

/** The SQL that leads from one state of the data model to another; empty where they are the same. */
export async function differenceAsSql(
  engine: MigrationEngine,
  from: bindings.DiffTarget,
  to: bindings.DiffTarget,
): Promise<string> {
  const { stdout, exitCode } = await engine.diff({ from, to, script: true, exitCode: true, filters: NO_FILTERS });
  return exitCode === 0 ? "" : (stdout ?? "");
}

/** @returns the names of the migrations that it applied */
export async function applyMigrations(engine: MigrationEngine, history: History): Promise<string[]> {
  const migrationsList = toMigrationList(history);
  return (await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames;
}

/** The history in the form in which the engine takes it. */
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

/** The engine leaves connections open, and with them its hold on an SQLite database. */
function trackConnections(inner: MigrationFactory) {
  const closers: (() => Promise<void>)[] = [];
  const track = async (opening: Promise<Connection>) => {
    const connection = await opening;
    const close = connection.dispose.bind(connection);
    let closing: Promise<void> | undefined;
    connection.dispose = () => {
      closing ??= close();
      return closing;
    };
    closers.push(connection.dispose);
    return connection;
  };
  const factory: MigrationFactory = {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: () => track(inner.connect()),
    connectToShadowDb: () => track(inner.connectToShadowDb()),
  };
  return { factory, closeAll: () => Promise.all(closers.map((close) => close())) };
}

let loading: Promise<void> | undefined;

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
  if (typeof start !== "function") throw new Error("This is not the migration engine that we know.");
  start();
}
