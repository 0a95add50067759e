// @ts-check
/** What every command does around its own work. */
import { Failure, Interrupted } from "./failure.mjs";
import { interrupt } from "./run.mjs";

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How soon we notice that npm is gone. */
const ORPHAN_CHECK = 500;

/**
 * Runs a command's work and makes its outcome, bad ones included, the exit status.
 * @param {() => Promise<number>} work answers the exit status
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
 * npm runs its scripts in a shell. A SIGTERM for npm reaches that shell, which ends without passing it on, and we would
 * serve on as an orphan that nobody knows of.
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
