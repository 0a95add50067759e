import "server-only";
import { trimAudit } from "@/lib/accounts/audit";
import { forgetPendingSignIns } from "@/lib/accounts/factors/second-step";
import { forgetMailLinks } from "@/lib/accounts/mail-links";
import { eraseDeleted } from "@/lib/annotations/highlights/deleted-service";
import { forgetSaves } from "@/lib/annotations/highlights/save-once";
import { getDatabase } from "@/lib/db/own-database";
import { trimEvents } from "@/lib/events/log";
import { keepTrying } from "@/lib/keep-trying";
import { startImportJobs } from "@/lib/library/import-jobs/runner";
import { eraseDeletedReports } from "@/lib/library/lifecycle";
import { prepareLibrary } from "@/lib/library/preparation";
import { forgetLimits } from "@/lib/limits/limits";
import { log } from "@/lib/log";
import { startInstance, storeState } from "@/lib/operations/instances";
import { requireFileStorage } from "@/lib/server/start";
import { forgetSources } from "@/lib/sources/store";

/** How often expired data is cleaned up, in milliseconds. */
const CLEAN_UP_INTERVAL = 3_600_000;

/**
 * Starts what a server does besides answering requests: loading and indexing the reports, reading queued files, listing
 * itself as an instance, and cleaning up every hour. Resolves after the first attempt; if the database doesn't respond,
 * others follow. So a server may start before its database.
 *
 * @param pause see `keepTrying`
 */
export async function startBackgroundWork(pause?: number): Promise<void> {
  const preparing = prepareLibrary(pause);
  const begin = async () => {
    const db = await getDatabase();
    await requireFileStorage(db);
    await cleanUp();
    startImportJobs(db);
    await startInstance(db);
    // Without waiting for the next beat.
    void preparing.then(() => storeState(db));
  };
  const again = () => cleanUp().catch((error) => log.error({ err: error }, "cleaning up expired data failed"));
  await new Promise<void>((resolve) => {
    const fail = (error: unknown) => {
      log.error({ err: error }, "the background work could not be started");
      resolve();
    };
    void keepTrying(begin, fail, pause).then(() => {
      setInterval(() => void again(), CLEAN_UP_INTERVAL).unref();
      resolve();
    });
  });
}

/** Deletes expired data, and erases content that was deleted long ago. */
async function cleanUp(): Promise<void> {
  const db = await getDatabase();
  await forgetLimits(db);
  await forgetMailLinks(db);
  await forgetPendingSignIns(db);
  await trimEvents(db);
  await forgetSaves(db);
  await eraseDeleted(db);
  await eraseDeletedReports(db);
  await forgetSources(db);
  await trimAudit(db);
}
