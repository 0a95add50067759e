// @ts-check
/** The setup code, which prevents strangers from becoming the owner of an instance that other machines can reach. */
import { runnable } from "../workers/bundle.mjs";
import { Failure } from "./failure.mjs";
import { runOnScreen } from "./run.mjs";

/** Prints the code if there is no account yet. The database must be migrated. */
export async function printSetUpCode() {
  if ((await runOnScreen(process.execPath, await runnable("lib/cli/set-up-code.ts"))) !== 0) {
    throw new Failure("The setup code could not be created. See the error above.");
  }
}
