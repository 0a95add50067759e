import "server-only";
import { config } from "../config";
import { lockForServer } from "../db/server-lock";
import { UserError } from "../errors";

/**
 * Checks that this process can serve requests: the settings are valid, and no other server uses its SQLite file.
 * Otherwise exits with a message, because Next.js would continue after an error.
 */
export async function requireServable(): Promise<void> {
  try {
    await lockForServer(config().databaseUrl);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
