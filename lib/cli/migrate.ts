/**
 * Makes the database that the environment names, or brings it up to date; silent where there is nothing to do.
 *
 * It runs in a process of its own, before the server: the engine that migrates takes an SQLite database for itself.
 */

import "./environment";
import { existsSync } from "node:fs";
import path from "node:path";
import { config } from "../config";
import { pathOfFile, prepareFolder } from "../db/files";
import { inTurn, migrate, pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { requireNoServer } from "../db/server-lock";
import { providerOf } from "../db/settings";
import { requireSound } from "../db/soundness";
import { UserError } from "../errors";
import { withLock } from "./lock.mjs";
import { createLog } from "./log.mjs";

async function main(): Promise<void> {
  const log = createLog();
  const url = config().databaseUrl;
  const provider = providerOf(url);
  const history = await readHistory(provider);

  const work = async () => {
    if ((await pendingMigrations(url, history)).length === 0) return;
    await log.step("Preparing the database", () => migrate(url, history));
  };
  if (provider === "postgresql") return inTurn(url, work);
  prepareFolder(path.dirname(pathOfFile(url)));
  if (process.argv.includes("--for-server")) await requireNoServer(url);
  if (existsSync(pathOfFile(url))) await requireSound(url);
  // Asked before the lock, too: mostly there is nothing to do, and then no file need be written.
  if ((await pendingMigrations(url, history)).length > 0) await withLock(`${pathOfFile(url)}.lock`, log, work);
}

main()
  .catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  })
  // The engine leaves a timer of ten seconds behind, which would keep the server from starting meanwhile.
  .then(() => process.exit());
