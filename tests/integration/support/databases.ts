import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import type { Provider } from "@/lib/db/settings";
import { isSample } from "../../support/sampled";

/** The context passed to a suite of `describeDatabases`. */
export interface DatabaseContext {
  provider: Provider;
  /** The running test's database, migrated and initially empty. */
  db(): Database;
  /** The database's URL, for tests that open it a second time. */
  url(): string;
}

type Suite = (context: DatabaseContext) => void;

interface SuiteOptions {
  /**
   * Whether all tests in the suite share one database and manage its contents themselves; otherwise, the database is
   * empty at the start of each test.
   */
  isShared?: boolean;
}

/** Runs a suite twice, on SQLite and on a real PostgreSQL server. A sample of the tests leaves out PostgreSQL. */
export function describeDatabases(name: string, suite: Suite, options?: SuiteOptions): void {
  describeOn(isSample ? ["sqlite"] : ["sqlite", "postgresql"], name, suite, options);
}

/** Like `describeDatabases`, but for code that isn't the same for both databases, so that a sample includes both. */
export function describeBothDatabases(name: string, suite: Suite, options?: SuiteOptions): void {
  describeOn(["sqlite", "postgresql"], name, suite, options);
}

function describeOn(
  providers: readonly Provider[],
  name: string,
  suite: Suite,
  { isShared = false }: SuiteOptions = {},
): void {
  describe.each(providers)(`${name} (%s)`, (provider) => {
    let current: { db: Database; url: string } | undefined;
    const context = () => {
      if (!current) throw new Error("There is a database only while a test or its hooks run.");
      return current;
    };
    const urlOfTest = provider === "sqlite" ? copySqlite() : createPostgres();

    const [before, after] = isShared ? [beforeAll, afterAll] : [beforeEach, afterEach];
    before(async () => {
      const url = await urlOfTest();
      current = { url, db: await openDatabase(url) };
      await current.db.$executeRawUnsafe(provider === "sqlite" ? QUICK_SQLITE : EMPTY_ALL);
    });
    after(async () => {
      if (current) await closeDatabase(current.db);
      current = undefined;
    });

    suite({ provider, db: () => context().db, url: () => context().url });
  });
}

/** The data is temporary, so it doesn't need to be flushed to disk. The PostgreSQL server has equivalent settings. */
const QUICK_SQLITE = "PRAGMA synchronous = OFF";

/** @returns a function that creates an SQLite file for one test */
function copySqlite(): () => Promise<string> {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-suite-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  return async () => {
    const file = path.join(folder, `${randomUUID()}.db`);
    await copyFile(inject("templates").sqliteFile, file);
    return `file:${file}`;
  };
}

/** Copying a database takes a quarter of a second, so a suite has only one, which is emptied before each test. */
function createPostgres(): () => Promise<string> {
  const name = `suite_${randomUUID().replaceAll("-", "")}`;
  const urlOf = (database: string) => inject("templates").postgresUrl.replace(/\/postgres$/u, `/${database}`);
  beforeAll(async () => {
    const server = await openDatabase(urlOf("template1"));
    await server.$executeRawUnsafe(`CREATE DATABASE ${name} TEMPLATE postgres`).finally(() => closeDatabase(server));
  });
  return async () => urlOf(name);
}

/**
 * Uses DELETE, because TRUNCATE creates new files for all tables and takes ten times as long. Runs as a replica, to
 * skip foreign key checks.
 */
const EMPTY_ALL = `DO $$ DECLARE name text; BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  DROP SCHEMA IF EXISTS search CASCADE;
END $$`;
