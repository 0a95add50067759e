import "server-only";
import { config } from "../config";
import { getDatabase } from "../db/own-database";
import { lockForServer } from "../db/server-lock";
import { UserError } from "../errors";
import { requireStorage } from "../sources/objects";

/**
 * Checks that this process can serve requests: the settings are valid, no other server uses its SQLite file,
 * and the bucket for files accepts the access key.
 * Otherwise exits with a message, because Next.js would continue after an error.
 */
export async function requireServable(): Promise<void> {
  try {
    await lockForServer(config().databaseUrl);
    await requireStorage(await getDatabase());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
