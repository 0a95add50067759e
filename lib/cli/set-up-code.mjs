// @ts-check
/** The one-time code that keeps a stranger from becoming the owner of a Concord that others than this machine can reach. */
import { Failure } from "./failure.mjs";
import { program } from "./root.mjs";
import { runOnScreen } from "./run.mjs";

/** Prints it where nobody has come yet. The database must be up to date. */
export async function printSetUpCode() {
  const args = [program("tsx/dist/cli.mjs"), "--conditions=react-server", "lib/cli/set-up-code.ts"];
  if ((await runOnScreen(process.execPath, args)) !== 0) {
    throw new Failure("The code for setting up could not be made. What went wrong is above.");
  }
}
