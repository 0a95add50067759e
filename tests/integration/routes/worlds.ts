import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { afterAll, beforeAll } from "vitest";
import type { Database } from "@/lib/db/database";
import { prepareLibrary } from "@/lib/library/preparation";
import type { DatabaseContext } from "../support/databases";
import { forgetSingletons, workOn } from "../support/singletons";
import { makeWorld, type World } from "./world";

/** Lets route handlers use this database. */
function serveFrom(db: Database): void {
  workOn(db);
  // Caches are keyed by the number of the last event, but events in different databases can have the same number.
  forgetSingletons("library", "search", "all-notes", "report-access");
}

/** How a world is saved, and how it is restored into a database. */
interface Keeper {
  keep(db: Database): Promise<void>;
  put(db: Database): Promise<void>;
}

/**
 * Provides worlds for a suite. `makeWorld` takes a while, so a world is created once, and its rows are restored for
 * each test.
 */
export function useWorlds({ provider, url }: Pick<DatabaseContext, "provider" | "url">) {
  const { keep, put } = provider === "sqlite" ? inSqlite(url) : inPostgres();
  let first: World | undefined;

  async function make(db: Database) {
    serveFrom(db);
    const world = await makeWorld(db);
    // Reading the reports in the folder takes longer than everything else.
    await prepareLibrary();
    await keep(db);
    return world;
  }

  return {
    /** Another world, which the route handlers use from now on. @param db the test's own database */
    async next(db: Database): Promise<World> {
      if (first) {
        await put(db);
        serveFrom(db);
      }
      first ??= await make(db);
      return first;
    },
  };
}

function inSqlite(url: () => string): Keeper {
  let folder = "";
  let tables: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-worlds-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = () => path.join(folder, "first.db");
  return {
    async keep(db) {
      tables = (await db.$queryRawUnsafe<{ name: string }[]>(TABLES_OF_SQLITE)).map(({ name }) => name);
      await db.$executeRawUnsafe(`VACUUM INTO '${file()}'`);
    },
    async put() {
      // Uses a separate connection, because our own connection checks foreign keys table by table.
      const connection = await new PrismaBetterSqlite3({ url: url() }).connect();
      const all = tables.flatMap((table) => putBack("main", table)).join("; ");
      await connection.executeScript(
        `PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; ATTACH '${file()}' AS kept; BEGIN IMMEDIATE; ${all}; COMMIT`,
      );
      await connection.dispose();
    },
  };
}

function inPostgres(): Keeper {
  let tables: string[] = [];
  return {
    async keep(db) {
      tables = (await db.$queryRawUnsafe<{ tablename: string }[]>(TABLES_OF_POSTGRES)).map(
        ({ tablename }) => tablename,
      );
      const copies = tables.map((table) => `CREATE TABLE kept."${table}" AS TABLE public."${table}";`);
      await db.$executeRawUnsafe(`DO $$ BEGIN CREATE SCHEMA kept; ${copies.join(" ")} END $$`);
    },
    async put(db) {
      const all = tables.flatMap((table) => putBack("public", table)).join("; ");
      // Runs as a replica, so that foreign keys are not checked table by table.
      await db.$executeRawUnsafe(
        `DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true); ${all}; END $$`,
      );
    },
  };
}

const TABLES_OF_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
const TABLES_OF_POSTGRES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

function putBack(schema: string, table: string): string[] {
  return [`DELETE FROM ${schema}."${table}"`, `INSERT INTO ${schema}."${table}" SELECT * FROM kept."${table}"`];
}
