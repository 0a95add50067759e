/** What `readApart` runs in a thread: reads the file that it is given, and says what came of it. */

import { parentPort, workerData } from "node:worker_threads";
import { UserError } from "../errors";
import { readUpload } from "./upload";

try {
  parentPort?.postMessage({ read: readUpload(workerData) });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  const { code, message, status } = error;
  parentPort?.postMessage({ refused: { code, message, status } });
}
