import "server-only";
import { config } from "../config";
import { lockForServer } from "../db/server-lock";
import { UserError } from "../errors";

/**
 * Makes sure that this process can serve: its settings are right, and no other server works on its SQLite file. Ends it with a sentence
 * otherwise, since Next.js would go on without what failed.
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
