import type { Database } from "../db/database";
import { onNotice } from "../db/notices";

/** Where PostgreSQL says that the counter of events has changed; the trigger that does stands in the migrations. */
const CHANNEL = "concord_events";

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

/** Calls a function whenever it rings, here or in another instance with the same PostgreSQL database. @returns ends that */
export function onRing(db: Database, listener: () => void): () => void {
  const listeners = listenersOf(db);
  listeners.add(listener);
  const endNotices = onNotice(db, CHANNEL, listener);
  return () => {
    listeners.delete(listener);
    endNotices();
  };
}
