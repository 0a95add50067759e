import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "@/lib/accounts/policy";
import { actorOfSession, startSession } from "@/lib/accounts/sessions";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";

/**
 * Runs `work` with a temporary database that has one user. The code under test uses it as its library.
 *
 * @param otherUrl an empty PostgreSQL database; if omitted, the database is an SQLite file
 */
export async function withDatabase<T>(
  name: string,
  work: (db: Database, actor: Actor, url: string) => Promise<T>,
  otherUrl?: string,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "concord-bench-"));
  const url = otherUrl ?? `file:${join(folder, "concord.db")}`;
  await migrateDatabase({ ...process.env, DATA_DIR: folder, DATABASE_URL: url }, { quiet: true });
  const db = await openDatabase(url);
  Object.assign(globalThis, { concordDatabase: Promise.resolve(db), concordLibrary: undefined });
  try {
    const id = randomUUID();
    const now = new Date();
    await db.person.create({ data: { id, name, email: `${id}@example.org`, role: "owner", createdAt: now } });
    const actor = await actorOfSession(db, await startSession(db, id, "bench", now));
    if (!actor) throw new Error("The new session has already ended.");
    return await work(db, actor, url);
  } finally {
    await closeDatabase(db);
    await rm(folder, { recursive: true, force: true });
  }
}
