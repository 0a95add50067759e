// @ts-check
/** `npm run backup`, `npm run restore` and `npm run db:copy`: makes the folder ready, and does what data.ts says. */
import { command } from "./command.mjs";
import { createLog } from "./log.mjs";
import { prepare } from "./prepare.mjs";
import { program } from "./root.mjs";
import { runOnScreen } from "./run.mjs";

await command(async () => {
  // A copy is of the databases that its arguments name.
  const sqlite = process.argv[2] === "copy" || undefined;
  await prepare({ build: false, sqlite, log: createLog() });
  const script = [program("tsx/dist/cli.mjs"), "--conditions=react-server", "lib/cli/data.ts"];
  return runOnScreen(process.execPath, [...script, ...process.argv.slice(2)]);
});
