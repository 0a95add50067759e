// @ts-check
/** Signal handling and exit status shared by all commands. */
import { Failure, Interrupted } from "./failure.mjs";
import { interrupt } from "./run.mjs";

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How often to check whether npm is still running, in milliseconds. */
const ORPHAN_CHECK = 500;

/**
 * Runs a command and sets the exit status according to its outcome, including errors.
 * @param {() => Promise<number>} work returns the exit status
 */
export async function command(work) {
  for (const signal of SIGNALS) process.on(signal, () => interrupt(signal));
  endWithNpm();
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? error.status : 1;
    if (error instanceof Failure) console.error(`\n${error.message}`);
    else if (!(error instanceof Interrupted)) console.error(error);
  }
}

/**
 * npm runs its scripts in a shell. If npm gets a SIGTERM, that shell ends without passing it on, and this process
 * would keep running as an orphan.
 */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    interrupt("SIGTERM");
  }, ORPHAN_CHECK);
  timer.unref();
}
