// @ts-check
/** What a worker process runs: one task after the other. It has no settings, secrets or database of ours. */
import { constants, setPriority } from "node:os";
import { pathToFileURL } from "node:url";
import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { bundled } from "./bundle.mjs";

// Whoever only reads and searches goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/**
 * Processor time in milliseconds at which this process is to end; 0 while it has nothing to do. A task that never ends holds up this
 * thread, so that only another one can end it; that also notices when the server is gone.
 */
const deadline = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
const watchdog = `
  const { workerData: deadline } = require("node:worker_threads");
  const parent = process.ppid;
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const isLate = deadline[0] > 0 && (user + system) / 1000 > deadline[0];
    if (isLate || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }, 200);`;
new Worker(watchdog, { eval: true, execArgv: [], workerData: deadline }).unref();

/**
 * @param {import("./run").Request} request
 * @returns {Promise<import("./run").Answer>}
 */
export default async function work({ file, name, input, seconds, isKept }) {
  const { user, system } = process.cpuUsage();
  deadline[0] = (user + system) / 1000 + seconds * 1000;
  try {
    const module = await import(pathToFileURL(await bundled(file)).href);
    const value = await module[name](input);
    // Weighed here, where it holds up nobody.
    return { value, bytes: isKept ? serialize(value).length : 0 };
  } catch (error) {
    // Errors lose their class on the way to another process. Here it is the bundle's.
    if (!(error instanceof Error) || error.name !== "UserError") throw error;
    const { code, message, status, retryAfter } = /** @type {import("../errors").UserError} */ (error);
    return { refused: { code, message, status, retryAfter } };
  } finally {
    deadline[0] = 0;
  }
}
