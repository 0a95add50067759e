import "server-only";
import { config } from "../config";
import { type Database, openDatabase } from "./database";
import { readSessionSecret } from "./session-secret";

/** One client a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordDatabase?: Promise<Database> };

/** The database of this process, as the environment names it. Opened at the first call, and with it the session secret is known. */
export function database(): Promise<Database> {
  shelf.concordDatabase ??= openOwn().catch((error: unknown) => {
    // The next request may find it mended.
    shelf.concordDatabase = undefined;
    throw error;
  });
  return shelf.concordDatabase;
}

async function openOwn(): Promise<Database> {
  const db = await openDatabase(config().databaseUrl);
  await readSessionSecret(db);
  return db;
}
