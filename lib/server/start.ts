import "server-only";
import { config } from "../config";
import type { Database } from "../db/database";
import { lockForServer } from "../db/server-lock";
import { UserError } from "../errors";
import { requireStorage } from "../sources/objects";

/**
 * Checks that this process can serve requests: the settings are valid, and no other server uses its SQLite file.
 * Otherwise exits with a message.
 */
export async function requireServable(): Promise<void> {
  await orExit(async () => lockForServer(config().databaseUrl));
}

/** Checks that the settings for the bucket are right, if there is one. Otherwise exits with a message. */
export async function requireFileStorage(db: Database): Promise<void> {
  await orExit(() => requireStorage(db));
}

/** Ends the process if a check fails, because Next.js would continue after an error. */
async function orExit(check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
