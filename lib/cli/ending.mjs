// @ts-check
/** How the server process ends: once, without a failed request, however often it is told to, and when its starter is gone. */
import { setTimeout as sleep } from "node:timers/promises";
import { statusOf } from "./failure.mjs";

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Ends the process at the first signal: says that it is about to, goes on until those who send requests have noticed, and then answers
 * what has come until then. Further signals change nothing: systemd and terminals send them to every process, and our starter passes its
 * own on to us.
 *
 * Where the starter was killed, nobody waits for a drain, and a new one may need the port: only what has come is answered.
 *
 * @param {object} options
 * @param {() => number} options.onDraining answers for how many seconds more requests are taken
 * @param {() => Promise<void>} options.close answers what has come
 */
export function endOnce({ onDraining, close }) {
  let isEnding = false;
  /**
   * @param {number} status
   * @param {boolean} [drains]
   */
  const end = async (status, drains = true) => {
    if (isEnding) return;
    isEnding = true;
    const seconds = onDraining();
    if (drains) await sleep(seconds * 1_000);
    await close().finally(() => process.exit(status));
  };
  for (const signal of SIGNALS) process.on(signal, () => void end(statusOf(signal)));
  process.once("disconnect", () => void end(1, false));
}
