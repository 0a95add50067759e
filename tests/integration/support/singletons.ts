import type { Database } from "@/lib/db/database";
import { processSingleton } from "@/lib/process-singleton";

/** Has the process forget what it keeps under these names, as after a start (see `processSingleton`). */
export function forgetSingletons(...keys: string[]): void {
  const { concordSingletons } = globalThis as { concordSingletons?: Map<string, unknown> };
  for (const key of keys) concordSingletons?.delete(key);
}

/** Lets everything in this process work on a test's database, as if the environment named it. */
export function workOn(db: Database): void {
  forgetSingletons("database");
  processSingleton("database", () => ({ opened: Promise.resolve(db) }));
}
