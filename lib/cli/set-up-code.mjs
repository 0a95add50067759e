// @ts-check
/** The one-time code that keeps a stranger from becoming the owner of a Concord that others than this machine can reach. */
import { Failure } from "./failure.mjs";
import { program } from "./root.mjs";
import { runOnScreen } from "./run.mjs";

/**
 * Prints it where the first to come could be anybody, and nobody has come yet. The database must be up to date.
 * @param {NodeJS.ProcessEnv} env HOST and PUBLIC_URL say who can come, DATA_DIR and DATABASE_URL where the state is
 */
export async function printSetUpCode(env) {
  // The usual case is decided here, since the other process takes a while to start.
  if (env.HOST === "127.0.0.1" && !env.PUBLIC_URL) return;
  const args = [program("tsx/dist/cli.mjs"), "--conditions=react-server", "lib/cli/set-up-code.ts"];
  if ((await runOnScreen(process.execPath, args, env)) !== 0) {
    throw new Failure("The code for setting up could not be made. What went wrong is above.");
  }
}
