import type { Database } from "../db/database";

/** One bell a process for each database, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordBells?: WeakMap<Database, Set<() => void>> };

function listenersOf(db: Database): Set<() => void> {
  shelf.concordBells ??= new WeakMap();
  const listeners = shelf.concordBells.get(db) ?? new Set();
  shelf.concordBells.set(db, listeners);
  return listeners;
}

/** Tells those who listen in this process that something may have happened. */
export function ring(db: Database): void {
  for (const listener of listenersOf(db)) listener();
}

/** Calls a function whenever it rings. @returns ends that */
export function onRing(db: Database, listener: () => void): () => void {
  const listeners = listenersOf(db);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
