// @ts-check
/**
 * Shuts the server process down gracefully: only once, without failing any requests, and even if the parent process
 * dies.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { statusOf } from "./failure.mjs";

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Ends the process at the first signal: announces the shutdown, keeps serving until load balancers have noticed, and
 * then finishes the open requests. Further signals are ignored, because systemd and terminals signal every process and
 * our parent forwards its own signals too.
 *
 * If the parent was killed, no load balancer is waiting and a new server may need the port, so only the open requests
 * are finished.
 *
 * @param {object} options
 * @param {() => number} options.onDraining returns for how many more seconds to accept requests
 * @param {() => Promise<void>} options.close finishes the open requests
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
