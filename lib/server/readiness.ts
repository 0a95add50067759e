import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { lastEventNumber } from "../events/log";
import { hasPreparationFailed, isPrepared } from "../library/preparation";
import { latestProgress } from "../library/progress";
import { isDraining } from "./lifecycle";

/** Timeout for the database, in milliseconds. Health checks repeat every few seconds. */
const PATIENCE = 2_000;

/**
 * Requires that this process is ready for requests.
 *
 * @throws UserError `closing`, `preparing`, `preparation-failed` or `database-away` (503)
 */
export async function requireReady(db: Database): Promise<void> {
  if (isDraining()) throw new UserError("closing.instance");
  if ((await askDatabase(db)) === null) {
    throw new UserError("database-away.silent");
  }
  if (hasPreparationFailed()) {
    throw new UserError("preparation-failed");
  }
  if (!isPrepared()) throw preparing();
}

function preparing(): UserError {
  const progress = latestProgress();
  if (!progress) return new UserError("preparing.opening");
  const { doing, done, of } = progress;
  return new UserError(`preparing.${doing}`, { done, of });
}

/**
 * The number of the last event and the database's response time in seconds; null if the database doesn't answer in
 * time.
 */
export async function askDatabase(db: Database): Promise<{ seconds: number; lastEvent: number } | null> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, null);
  });
  const lastEvent = await Promise.race([lastEventNumber(db).catch(() => null), late]);
  clearTimeout(timer);
  return lastEvent === null ? null : { seconds: (performance.now() - start) / 1_000, lastEvent };
}
