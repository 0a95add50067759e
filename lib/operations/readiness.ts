import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { lastEventNumber } from "../events/log";
import { isDraining } from "./lifecycle";

/** How long the database may take to answer, in milliseconds. Who asks whether we are ready asks again every few seconds. */
const PATIENCE = 2_000;

/**
 * Requires that requests may be sent to this process.
 *
 * @throws UserError `closing` or `database-away` (503)
 */
export async function requireReady(db: Database): Promise<void> {
  if (isDraining()) throw new UserError("closing", "This Concord is being stopped.", 503);
  if ((await databaseSeconds(db)) === null) {
    throw new UserError("database-away", "The database does not answer.", 503);
  }
}

/** How long the database takes to answer the shortest question; null where it does not answer in time. */
export async function databaseSeconds(db: Database): Promise<number | null> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, false);
  });
  const answered = lastEventNumber(db).then(
    () => true,
    () => false,
  );
  const isThere = await Promise.race([answered, late]);
  clearTimeout(timer);
  return isThere ? (performance.now() - start) / 1_000 : null;
}
