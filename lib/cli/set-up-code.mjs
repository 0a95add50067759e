// @ts-check
/** The one-time code that keeps a stranger from becoming the owner of a Concord that others than this machine can reach. */
import { runnable } from "../workers/bundle.mjs";
import { Failure } from "./failure.mjs";
import { runOnScreen } from "./run.mjs";

/** Prints it where nobody has come yet. The database must be up to date. */
export async function printSetUpCode() {
  if ((await runOnScreen(process.execPath, await runnable("lib/cli/set-up-code.ts"))) !== 0) {
    throw new Failure("The code for setting up could not be made. What went wrong is above.");
  }
}
