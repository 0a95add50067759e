import "server-only";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { UserError } from "../errors";
import type { ReadUpload, Upload } from "./upload";

/** Taken once: the folder that the process was started in holds the source of the thread. */
const THREAD = path.join(process.cwd(), "lib/import/upload-thread.ts");

/** In milliseconds. A report of 500 pages takes a few seconds. */
const TIME_LIMIT = 30_000;

/** In megabytes. */
const MEMORY_LIMIT = 1024;

type Message = { read: ReadUpload } | { refused: { code: string; message: string; status: number } };

/**
 * Reads a file as a report in a thread of its own, so that nobody else waits: a file that is made to be hard to read stalls nothing
 * but itself, and is given up.
 *
 * @throws UserError `upload-slow`, and those of `readUpload`
 */
export function readApart(upload: Upload): Promise<ReadUpload> {
  const worker = new Worker(/* turbopackIgnore: true */ THREAD, {
    workerData: upload,
    execArgv: ["--import", "tsx"],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT },
  });
  const tooSlow = () => new UserError("upload-slow", "The file takes too long to read. Is it a report's text?");
  return new Promise<ReadUpload>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow()), TIME_LIMIT);
    worker.once("message", (message: Message) => {
      if ("read" in message) return resolve(message.read);
      const { code, message: sentence, status } = message.refused;
      reject(new UserError(code, sentence, status));
    });
    worker.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooSlow() : error),
    );
    worker.once("exit", () => clearTimeout(timer));
  }).finally(() => worker.terminate());
}
