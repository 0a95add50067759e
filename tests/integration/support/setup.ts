import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { startPostgres } from "@/tests/support/test-postgres.mjs";

/** Template databases shared by all suites. */
export interface Templates {
  /** A migrated, empty SQLite file to be copied. */
  sqliteFile: string;
  /** A migrated, empty PostgreSQL database to be copied. It must have no connections during copying. */
  postgresUrl: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    templates: Templates;
  }
}

interface Started {
  templates: Templates;
  stop: () => Promise<void>;
}

/** The state of this Vitest run. It is shared by two projects, each of which loads this file. */
const run = globalThis as typeof globalThis & { concordTestDatabases?: { users: number; started: Promise<Started> } };

/** Runs once per Vitest run: starts PostgreSQL and creates an empty database of each kind, as `npm start` would. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.concordTestDatabases ??= { users: 0, started: start() };
  const shared = run.concordTestDatabases;
  shared.users += 1;
  const { templates, stop } = await shared.started;
  project.provide("templates", templates);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete run.concordTestDatabases;
    await stop();
  };
}

async function start(): Promise<Started> {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-databases-"));
  const postgres = await startPostgres();
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const templates = { sqliteFile: path.join(folder, "template.db"), postgresUrl: postgres.url };
    await Promise.all(
      [`file:${templates.sqliteFile}`, templates.postgresUrl].map((url) =>
        migrateDatabase({ ...process.env, DATA_DIR: folder, DATABASE_URL: url }, { quiet: true }),
      ),
    );
    return { templates, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
