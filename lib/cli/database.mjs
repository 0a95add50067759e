// @ts-check
/** Brings the database up to date before a server opens it. */
import { Failure } from "./failure.mjs";
import { program } from "./root.mjs";
import { launch } from "./run.mjs";

const ARGS = [program("tsx/dist/cli.mjs"), "--conditions=react-server", "lib/cli/migrate.ts"];

/**
 * @param {NodeJS.Dict<string>} env added to ours: DATA_DIR, DATABASE_URL
 * @param {{ quiet?: boolean, forServer?: boolean }} [options] `quiet`: not to say what it does; `forServer`: to refuse an SQLite file that
 *   another server works on
 */
export async function migrateDatabase(env, { quiet = false, forServer = false } = {}) {
  const { child, ended } = launch(process.execPath, [...ARGS, ...(forServer ? ["--for-server"] : [])], {
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? "ignore" : "inherit", "pipe"],
  });
  let trouble = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk) => {
    trouble += chunk;
  });
  if ((await ended) !== 0) throw new Failure(trouble.trim() || "The database could not be prepared.");
}
