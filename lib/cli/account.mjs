// @ts-check
/** `npm run -s account -- …`: makes the folder and the database ready, and does what account.ts says. */
import { runnable } from "../workers/bundle.mjs";
import { command } from "./command.mjs";
import { migrateDatabase } from "./database.mjs";
import { createLog } from "./log.mjs";
import { prepare } from "./prepare.mjs";
import { runOnScreen } from "./run.mjs";

await command(async () => {
  // Only what was asked for goes to standard output, so that another program can take it.
  await prepare({ build: false, log: createLog(process.stderr) });
  await migrateDatabase({}, { quiet: true });
  return runOnScreen(process.execPath, [...(await runnable("lib/cli/account.ts")), ...process.argv.slice(2)]);
});
