import type { Database } from "../db/database";
import { onNotification } from "../db/postgres-notifications";
import { processSingleton } from "../process-singleton";

/** Where PostgreSQL says that the counter of events has changed; the trigger that does stands in the migrations. */
const CHANNEL = "concord_events";

const listenersByDatabase = processSingleton("change-listeners", () => new WeakMap<Database, Set<() => void>>());

function listenersOf(db: Database): Set<() => void> {
  const listeners = listenersByDatabase.get(db) ?? new Set();
  listenersByDatabase.set(db, listeners);
  return listeners;
}

/** Tells those who listen in this process that something may have happened. */
export function notify(db: Database): void {
  for (const listener of listenersOf(db)) listener();
}

/** Calls a function whenever it rings, here or in another instance with the same PostgreSQL database. @returns ends that */
export function onNotify(db: Database, listener: () => void): () => void {
  const listeners = listenersOf(db);
  listeners.add(listener);
  const endNotices = onNotification(db, CHANNEL, listener);
  return () => {
    listeners.delete(listener);
    endNotices();
  };
}
