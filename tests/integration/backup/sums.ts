import { sumOf } from "@/lib/backup/backup";
import { TABLES } from "@/lib/backup/tables";
import type { Database } from "@/lib/db/database";

/** Tables of what lets people in, which a restore changes on purpose. */
const WAYS_IN = ["sessionSecret", "session", "apiToken", "invitation", "resetLink", "mailLink", "setUpCode"];

/** How many rows each table has, and what they add up to. */
export async function sums(db: Database): Promise<Record<string, unknown>> {
  return Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table.name, await sumOf(db, table)])));
}

/** The same without what lets people in. */
export async function keptSums(db: Database): Promise<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(await sums(db)).filter(([name]) => !WAYS_IN.includes(name)));
}
