import "server-only";
import { auditBy } from "../accounts/audit";
import type { ChosenLogLevel } from "../accounts/audit-schemas";
import type { Authorized } from "../accounts/policy";
import { config } from "../config";
import type { Database } from "../db/database";
import { log } from "../log";

/** How long a chosen level applies, in milliseconds. Detailed logs soon fill a disk, and are easily forgotten. */
const CHOSEN_MS = 3_600_000;

/** The only row of the table. */
const ROW = { id: 1 };

/** The level that an owner has chosen; null if the one in the settings applies. */
export async function chosenLogLevel(
  db: Database,
  now: Date = new Date(),
): Promise<{ level: ChosenLogLevel; until: Date } | null> {
  const row = await db.logLevel.findUnique({ where: ROW });
  return row && row.until > now ? { level: row.level as ChosenLogLevel, until: row.until } : null;
}

/**
 * Sets the log level of all instances for an hour. This instance changes it immediately, the others within half a
 * minute.
 *
 * @param level null to return to the level in the settings
 */
export async function chooseLogLevel(
  db: Database,
  { actor }: Authorized<null, "server.change">,
  level: ChosenLogLevel | null,
  now: Date = new Date(),
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.logLevel.deleteMany();
    if (level !== null) {
      await tx.logLevel.create({ data: { ...ROW, level, until: new Date(now.getTime() + CHOSEN_MS) } });
    }
    await auditBy(tx, actor, "log-level.set", null, { level }, now);
  });
  await applyLogLevel(db, now);
}

/** Sets the log level of this process. */
export async function applyLogLevel(db: Database, now: Date = new Date()): Promise<void> {
  log.level = (await chosenLogLevel(db, now))?.level ?? config().logLevel;
}
