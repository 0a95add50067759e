// @ts-check
/**
 * `npm run backup`, `npm run restore`, `npm run db:copy` and `npm run sources:move`: prepares the folder, then runs
 * data.ts.
 */
import { runnable } from "../workers/bundle.mjs";
import { command } from "./command.mjs";
import { createLog } from "./log.mjs";
import { prepare } from "./prepare.mjs";
import { runOnScreen } from "./run.mjs";

await command(async () => {
  // For a copy, the databases are given by the arguments, not by the settings.
  const sqlite = process.argv[2] === "copy" || undefined;
  await prepare({ build: false, dev: false, sqlite, log: createLog() });
  return runOnScreen(process.execPath, [...(await runnable("lib/cli/data.ts")), ...process.argv.slice(2)]);
});
