import type { Database } from "@/lib/db/database";
import { processSingleton } from "@/lib/process-singleton";

/** Worker pools keep no state between tasks, and are slow to start. */
const KEPT = /^workers-/u;

function singletons(): Map<string, unknown> {
  const { concordSingletons } = globalThis as { concordSingletons?: Map<string, unknown> };
  return concordSingletons ?? new Map();
}

/** Discards the process singletons with these keys, as a restart would (see `processSingleton`). */
export function forgetSingletons(...keys: string[]): void {
  for (const key of keys) singletons().delete(key);
}

/** Discards all process singletons except worker pools. */
export function forgetAllSingletons(): void {
  forgetSingletons(...[...singletons().keys()].filter((key) => !KEPT.test(key)));
}

/** Makes everything in this process use a test's database, as if it were the one named in the environment. */
export function workOn(db: Database): void {
  forgetSingletons("database");
  processSingleton("database", () => ({ opened: Promise.resolve(db) }));
}
