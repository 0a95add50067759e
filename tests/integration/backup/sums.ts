import { sumOf } from "@/lib/backup/table-copy";
import { TABLES } from "@/lib/backup/tables";
import type { Database } from "@/lib/db/database";

/** Tables that grant access. A restore changes them on purpose. */
const WAYS_IN = ["sessionSecret", "session", "apiToken", "invitation", "resetLink", "mailLink", "setUpCode"];

/** Row count and checksum of each table. */
export async function sums(db: Database): Promise<Record<string, unknown>> {
  return Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table.name, await sumOf(db, table)])));
}

/** Row counts and checksums without the tables that grant access. */
export async function keptSums(db: Database): Promise<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(await sums(db)).filter(([name]) => !WAYS_IN.includes(name)));
}
