// @ts-check
/** Migrates the database before a server opens it. */
import { runnable } from "../workers/bundle.mjs";
import { Failure } from "./failure.mjs";
import { launch } from "./run.mjs";

/**
 * @param {NodeJS.Dict<string>} env variables to add to our environment: DATA_DIR, DATABASE_URL
 * @param {{ quiet?: boolean, forServer?: boolean }} [options] `quiet`: no progress output; `forServer`: fail if another
 *   server uses the SQLite file
 */
export async function migrateDatabase(env, { quiet = false, forServer = false } = {}) {
  const args = await runnable("lib/cli/migrate.ts");
  const { child, ended } = launch(process.execPath, [...args, ...(forServer ? ["--for-server"] : [])], {
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? "ignore" : "inherit", "pipe"],
  });
  let trouble = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk) => {
    trouble += chunk;
  });
  if ((await ended) !== 0) throw new Failure(trouble.trim() || "The database could not be prepared.");
}
