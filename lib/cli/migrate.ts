/**
 * Creates or migrates the database given in the environment. Prints nothing if there is nothing to do.
 *
 * It runs before the server, because migrating an SQLite file needs exclusive access.
 */

import "./environment";
import { existsSync } from "node:fs";
import path from "node:path";
import { config } from "../config";
import { pathOfFile, prepareFolder } from "../db/files";
import { checkIntegrity } from "../db/integrity-check";
import { migrate, pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { requireNoServer } from "../db/server-lock";
import { providerOf } from "../db/settings";
import { withLock } from "./lock.mjs";
import { createLog } from "./log.mjs";
import { run } from "./program";

async function main(): Promise<unknown> {
  const log = createLog();
  const url = config().databaseUrl;
  const provider = providerOf(url);
  const history = await readHistory(provider);

  const work = () => migrate(url, history, (step) => log.step("Preparing the database", step));
  if (provider === "postgresql") return work();
  prepareFolder(path.dirname(pathOfFile(url)));
  if (process.argv.includes("--for-server")) await requireNoServer(url);
  if (existsSync(pathOfFile(url))) await checkIntegrity(url);
  // Check here too before taking the lock. Usually nothing is pending, so no lock file is needed.
  if ((await pendingMigrations(url, history)).length > 0) await withLock(`${pathOfFile(url)}.lock`, log, work);
}

await run(main);
