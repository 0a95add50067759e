// @ts-check
/** `npm run -s account -- …`: prepares the folder and the database, then runs account.ts. */
import { runnable } from "../workers/bundle.mjs";
import { command } from "./command.mjs";
import { migrateDatabase } from "./database.mjs";
import { createLog } from "./log.mjs";
import { prepare } from "./prepare.mjs";
import { runOnScreen } from "./run.mjs";

await command(async () => {
  // Standard output contains only the result, so that other programs can read it.
  await prepare({ build: false, dev: false, log: createLog(process.stderr) });
  await migrateDatabase({}, { quiet: true });
  return runOnScreen(process.execPath, [...(await runnable("lib/cli/account.ts")), ...process.argv.slice(2)]);
});
