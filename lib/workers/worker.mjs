// @ts-check
/**
 * The main loop of a worker process, which runs one task at a time. It has no access to the app's settings, secrets or
 * database.
 */
import { constants, getPriority, setPriority } from "node:os";
import { pathToFileURL } from "node:url";
import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { bundled } from "./bundle.mjs";

// The server's own requests take priority. If the server itself was started at a lower priority, it isn't allowed to
// raise the priority of its workers.
setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));

/**
 * CPU time, in milliseconds, at which this process is killed; 0 while idle. An endless task blocks this thread, so a
 * watchdog thread kills the process. It also kills the process when the server is gone.
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
export default async function work({ file, name, input, seconds, isKept, isWatched }) {
  const { user, system } = process.cpuUsage();
  deadline[0] = (user + system) / 1000 + seconds * 1000;
  try {
    const module = await import(pathToFileURL(await bundled(file)).href);
    const value = await module[name](input, (/** @type {unknown} */ progress) => {
      /** @type {import("./run").ProgressMessage} */
      const message = { progress };
      if (isWatched) process.send?.(message);
    });
    // Measure the size here, so that serializing does not block the server.
    return { value, bytes: isKept ? serialize(value).length : 0 };
  } catch (error) {
    // Errors lose their class between processes. Compare `name`, because the class here is the bundle's own copy.
    if (!(error instanceof Error) || error.name !== "UserError") throw error;
    const { problem, retryAfter } = /** @type {import("../errors").UserError} */ (error);
    return { refused: { problem, retryAfter } };
  } finally {
    deadline[0] = 0;
  }
}
