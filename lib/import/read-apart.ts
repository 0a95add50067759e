import "server-only";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors";
import type { ReadUpload, Upload } from "./upload";

/** Taken once: the folder that the app was started in holds it. */
const READER = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/import/upload-process.ts");

/** In milliseconds. A report of 500 pages takes a few seconds. */
const TIME_LIMIT = 30_000;

/** In megabytes. */
const MEMORY_LIMIT = 1024;

/**
 * How long a process that has answered waits for another file, in milliseconds. It takes a second to start one, and who has seen what
 * would come of a file adds it soon.
 */
const IDLE = 60_000;

type Answer = { read: ReadUpload } | { refused: { code: string; message: string; status: number } };

/** One process waits, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordReader?: { reader: ChildProcess; end: NodeJS.Timeout } };

/**
 * Reads a file as a report in a process of its own, so that nobody else waits: a file that is made to be hard to read stalls nothing
 * but itself, and is given up.
 *
 * @throws UserError `upload-slow`, and those of `readUpload`
 */
export async function readApart(upload: Upload): Promise<ReadUpload> {
  const reader = takeReader();
  const answer = await ask(reader, upload).catch((error: unknown) => {
    reader.kill("SIGKILL");
    throw error;
  });
  keepReader(reader);
  if ("read" in answer) return answer.read;
  throw new UserError(answer.refused.code, answer.refused.message, answer.refused.status);
}

async function ask(reader: ChildProcess, upload: Upload): Promise<Answer> {
  const over = new AbortController();
  const { signal } = over;
  const answered = once(reader, "message", { signal }).then(([answer]: Answer[]) => answer!);
  const ended = once(reader, "exit", { signal }).then(([code, by]) => {
    throw new Error(`Reading ${upload.name} ended without an answer (${by ?? code}).`);
  });
  const late = sleep(TIME_LIMIT, undefined, { signal }).then(() => {
    throw new UserError("upload-slow", "The file takes too long to read. Is it the text of a report?");
  });
  reader.send(upload);
  return Promise.race([answered, ended, late]).finally(() => over.abort());
}

/** The process that waits, or a new one. */
function takeReader(): ChildProcess {
  const idle = shelf.concordReader;
  shelf.concordReader = undefined;
  clearTimeout(idle?.end);
  if (idle?.reader.connected) {
    idle.reader.ref();
    idle.reader.channel?.ref();
    return idle.reader;
  }
  return fork(READER, [], {
    execArgv: ["--import", "tsx", `--max-old-space-size=${MEMORY_LIMIT}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** Lets a process wait for another file. It keeps nothing from ending: without us it ends by itself. */
function keepReader(reader: ChildProcess): void {
  const idle = shelf.concordReader;
  if (idle) {
    clearTimeout(idle.end);
    idle.reader.kill("SIGKILL");
  }
  const end = setTimeout(() => {
    shelf.concordReader = undefined;
    reader.kill("SIGKILL");
  }, IDLE).unref();
  reader.unref();
  reader.channel?.unref();
  shelf.concordReader = { reader, end };
}
