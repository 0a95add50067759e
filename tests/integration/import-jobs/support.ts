import { afterEach } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import type { Database } from "@/lib/db/database";
import { createImportJob, listImportJobs } from "@/lib/library/import-jobs/jobs";
import { ImportRunner } from "@/lib/library/import-jobs/runner";
import type { readToKeep } from "@/lib/report-import/upload";
import { storeSource } from "@/lib/sources/store";
import type { Task } from "@/lib/workers/run";

export const TEXT = "The survey of the basin was made by nine people in two wet summers.";

/** Uploads a file and queues it. */
export async function queueFile(db: Database, actor: Actor, name = "tolls.md", text = `# Tolls\n\n${TEXT}\n`) {
  const { id: source } = await storeSource(db, actor, { name, body: [Buffer.from(text)] });
  return createImportJob(db, actor, { source, given: {} });
}

/** A user's own jobs, as that user sees them: their names, states and queue positions. */
export async function statesOf(db: Database, actor: Actor): Promise<string[]> {
  const { jobs } = await listImportJobs(db, actor);
  return jobs.map(({ name, state, position }) => `${name} ${state}${position === null ? "" : ` ${position}`}`);
}

/** A task from `tasks.ts` that is run in place of the task that reads a file. */
export function reading(name: keyof typeof import("./tasks"), seconds = 600): Task<typeof readToKeep> {
  const file = "tests/integration/import-jobs/tasks.ts";
  return { file, name, lane: "background", isKeptElsewhere: true, seconds, tooMuch: "too-much-work.job" };
}

/** Provides runners that are stopped after each test. */
export function useRunners() {
  const runners: ImportRunner[] = [];
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  });
  return (db: Database, options: ConstructorParameters<typeof ImportRunner>[1] = {}) => {
    const runner = new ImportRunner(db, { lookMs: 50, beatMs: 50, ...options });
    runners.push(runner);
    return runner;
  };
}
