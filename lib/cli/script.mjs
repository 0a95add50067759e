// @ts-check
/** `script.mjs NAME [arguments]`: runs the command `lib/cli/NAME.ts`, which needs nothing but the packages. */
import { runnable } from "../workers/bundle.mjs";
import { command } from "./command.mjs";
import { runOnScreen } from "./run.mjs";

await command(async () => {
  const [name, ...args] = process.argv.slice(2);
  return runOnScreen(process.execPath, [...(await runnable(`lib/cli/${name}.ts`)), ...args]);
});
