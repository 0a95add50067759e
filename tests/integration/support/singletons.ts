import type { Database } from "@/lib/db/database";
import { processSingleton } from "@/lib/process-singleton";

/** Pools of worker processes hold no state between tasks, and are slow to start. */
const KEPT = /^workers-/u;

function singletons(): Map<string, unknown> {
  const { concordSingletons } = globalThis as { concordSingletons?: Map<string, unknown> };
  return concordSingletons ?? new Map();
}

/** Has the process forget what it keeps under these names, as after a start (see `processSingleton`). */
export function forgetSingletons(...keys: string[]): void {
  for (const key of keys) singletons().delete(key);
}

/** Has the process forget what it keeps, except for worker processes. */
export function forgetAllSingletons(): void {
  forgetSingletons(...[...singletons().keys()].filter((key) => !KEPT.test(key)));
}

/** Lets everything in this process work on a test's database, as if the environment named it. */
export function workOn(db: Database): void {
  forgetSingletons("database");
  processSingleton("database", () => ({ opened: Promise.resolve(db) }));
}
