import "server-only";
import { fork } from "node:child_process";
import path from "node:path";
import { UserError } from "../errors";
import type { ReadUpload, Upload } from "./upload";

/** Taken once: the folder that the app was started in holds it. */
const READER = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/import/upload-process.ts");

/** In milliseconds. A report of 500 pages takes a few seconds. */
const TIME_LIMIT = 30_000;

/** In megabytes. */
const MEMORY_LIMIT = 1024;

type Answer = { read: ReadUpload } | { refused: { code: string; message: string; status: number } };

/**
 * Reads a file as a report in a process of its own, so that nobody else waits: a file that is made to be hard to read stalls nothing
 * but itself, and is given up.
 *
 * @throws UserError `upload-slow`, and those of `readUpload`
 */
export function readApart(upload: Upload): Promise<ReadUpload> {
  const reader = fork(READER, [], {
    execArgv: ["--import", "tsx", `--max-old-space-size=${MEMORY_LIMIT}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const answer = new Promise<ReadUpload>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new UserError("upload-slow", "The file takes too long to read. Is it the text of a report?"));
    }, TIME_LIMIT);
    reader.once("message", (message: Answer) => {
      if ("read" in message) return resolve(message.read);
      reject(new UserError(message.refused.code, message.refused.message, message.refused.status));
    });
    reader.once("error", reject);
    reader.once("exit", (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`Reading ${upload.name} ended without an answer (${signal ?? code}).`));
    });
  });
  reader.send(upload);
  return answer.finally(() => reader.kill("SIGKILL"));
}
