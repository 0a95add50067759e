import "server-only";
import { config } from "../config";
import { processSingleton } from "../process-singleton";
import { type Database, openDatabase } from "./database";
import { readSessionSecret, sessionSecret } from "./session-secret";

const state = () => processSingleton("database", (): { opened?: Promise<Database> } => ({}));

/** This process's database, as configured. The first call opens it and loads the session secret. */
export function getDatabase(): Promise<Database> {
  const kept = state();
  kept.opened ??= openOwn().catch((error: unknown) => {
    // Let the next request try again.
    kept.opened = undefined;
    throw error;
  });
  return kept.opened;
}

/** The secret that signs sessions. Opens the database first if the secret is stored there. */
export async function openedSessionSecret(): Promise<string> {
  if (!config().sessionSecret) await getDatabase();
  return sessionSecret();
}

async function openOwn(): Promise<Database> {
  const db = await openDatabase(config().databaseUrl);
  await readSessionSecret(db);
  return db;
}
