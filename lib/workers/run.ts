import "server-only";
import { createHash } from "node:crypto";
import path from "node:path";
import { serialize } from "node:v8";
import Tinypool from "tinypool";
import { UserError } from "../errors";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import { currentSignal } from "./cancellation";
import { BUSY, FairQueue, RETRY_AFTER } from "./fair-queue";
import { type Made, ResultCache } from "./result-cache";

/** Taken once: the folder that the app was started in holds the sources that workers run. */
const FOLDER = process.cwd();
const WORKER = path.join(/* turbopackIgnore: true */ FOLDER, "lib/workers/worker.mjs");

/**
 * How many times longer than its processor time a task may take by the clock: on a busy machine a worker, which lets everybody else go first,
 * waits most of the time.
 */
const PATIENCE = 10;

/** How long a worker without work is kept, in milliseconds: it takes a fifth of a second to start one. */
const IDLE_MS = 10_000;

interface Lane {
  /** Workers at most. */
  workers: number;
  /** Processor time that one task may take, in seconds. */
  seconds: number;
  /** The heap of a worker, in megabytes. */
  megabytes: number;
}

/**
 * What somebody waits for while a page is made does not queue behind files. A report of 500 pages takes some seconds to be read and up to
 * a gigabyte; of two workers one is free for others, since each person has one at a time.
 */
const LANES = {
  page: { workers: 1, seconds: 10, megabytes: 256 },
  file: { workers: 2, seconds: 30, megabytes: 1024 },
} satisfies Record<string, Lane>;

/** Jobs that wait in a lane, of all and of each person. */
const WAITING = { waiting: 64, waitingEach: 4 };

export interface Request {
  /** The module of the task, from the project's folder. */
  file: string;
  name: string;
  input: unknown;
  /** Processor time after which the worker ends itself. */
  seconds: number;
  /** Whether the server keeps the result, and so needs to know how many bytes it takes. */
  isKept: boolean;
}

export type Answer =
  | Made<unknown>
  | { refused: { code: string; message: string; status: number; retryAfter: number | undefined } };

/** A function that runs in a worker. `Run` is its type. */
export interface Task<Run extends (input: never) => unknown> {
  /** The module that exports it, a `worker-tasks.ts`, from the project's folder. It and what it imports use no database and no settings. */
  file: string;
  /** The name of the export. */
  name: string;
  lane: keyof typeof LANES;
  /** Processor time that it may take, in seconds, where that is less than usual in its lane. */
  seconds?: number;
  /** A sentence for whoever made the input, where it takes more time or memory than a task may. */
  tooMuch: string;
  /** Never set: what the task takes and answers, for the type checker. */
  run?: Run;
  /** Whether somebody else keeps the results. */
  isKeptElsewhere?: boolean;
}

/** An input that is large, or takes a while to gather. */
export interface KeyedInput<Input> {
  /** Says all that the result depends on, beside the task: something short. */
  key: unknown;
  /** Called when it is the task's turn, so that a refused task costs nothing. */
  input(): Input | Promise<Input>;
}

/**
 * Runs a task whose cost depends on what somebody wrote, in another process that is killed when it takes too much time or memory. What
 * was worked out lately is answered at once. Where the request that asked for it is gone (`cancellable`), the task is dropped.
 *
 * @param input anything that the structured clone algorithm takes, at most some hundred kilobytes: it is hashed here
 * @param person whose job it is, for turns: an id, or a name for those who have none
 * @throws UserError `too-much-work` (422), `too-many-jobs` (429 or 503), and those that the task throws
 */
export function runInWorker<Input, Output>(
  task: Task<(input: Input) => Output>,
  input: Input,
  person: string,
): Promise<Awaited<Output>> {
  return run(task, { key: input, input: () => input }, person);
}

/** `runInWorker` for an input that is large: it is neither hashed nor made before it is the task's turn. */
export function runKeyed<Input, Output>(
  task: Task<(input: Input) => Output>,
  input: KeyedInput<Input>,
  person: string,
): Promise<Awaited<Output>> {
  return run(task, input, person);
}

function run<Input, Output>(
  task: Task<(input: Input) => Output>,
  { key, input }: KeyedInput<Input>,
  person: string,
): Promise<Awaited<Output>> {
  const { file, name, lane, isKeptElsewhere } = task;
  const { queue, pool } = laneOf(lane);
  const work = (signal?: AbortSignal) =>
    queue.run(person, async () => attempt(pool(), task, await input(), signal), signal) as Promise<
      Made<Awaited<Output>>
    >;
  const signal = currentSignal();
  if (signal?.aborted) return Promise.reject(signal.reason);
  if (isKeptElsewhere) return work(signal).then(({ value }) => value);
  const hash = createHash("sha256").update(serialize({ file, name, key })).digest("base64");
  return results().get(hash, work, { signal, isFinal });
}

async function attempt(
  pool: Tinypool,
  { file, name, lane, tooMuch, seconds = LANES[lane].seconds, isKeptElsewhere = false }: Omit<Task<never>, "run">,
  input: unknown,
  cancelled: AbortSignal | undefined,
): Promise<Made<unknown>> {
  const late = AbortSignal.timeout(seconds * PATIENCE * 1000);
  const signal = cancelled ? AbortSignal.any([late, cancelled]) : late;
  const request: Request = { file, name, input, seconds, isKept: !isKeptElsewhere };
  let answer: Answer;
  try {
    answer = await pool.run(request, { signal });
  } catch (error) {
    cancelled?.throwIfAborted();
    if (signal.aborted || (error instanceof Error && error.name === "CancelError")) {
      log.warn({ task: name }, "a task was given up before a worker had done it");
      throw new UserError(BUSY, "Concord is busy. Try again in a moment.", 503, RETRY_AFTER);
    }
    // It ended itself for the time, or was ended for the memory. What a task throws has another message.
    if (!isWorkerGone(error)) throw error;
    log.warn({ task: name }, "a task took too much time or memory and was ended");
    throw new UserError("too-much-work", tooMuch, 422);
  }
  if ("value" in answer) return answer;
  const { code, message, status, retryAfter } = answer.refused;
  throw new UserError(code, message, status, retryAfter);
}

function isWorkerGone(error: unknown): boolean {
  return error instanceof Error && error.message === "Worker exited unexpectedly";
}

/** What the input is to blame for is the same the next time; being busy is not. */
function isFinal(error: unknown): boolean {
  return error instanceof UserError && error.code !== BUSY;
}

function results(): ResultCache {
  return processSingleton("worker-results", () => new ResultCache());
}

function laneOf(lane: keyof typeof LANES) {
  return processSingleton(`workers-${lane}`, () => {
    const { workers, megabytes } = LANES[lane];
    let pool: Tinypool | undefined;
    return {
      queue: new FairQueue({ running: workers, runningEach: 1, ...WAITING }),
      // Not before it is needed: most of what starts us never gives a worker anything to do.
      pool: () => {
        pool ??= startPool(workers, megabytes);
        return pool;
      },
    };
  });
}

function startPool(workers: number, megabytes: number): Tinypool {
  const pool = new Tinypool({
    filename: WORKER,
    // A process, since a thread that runs out of memory can take ours with it.
    runtime: "child_process",
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: IDLE_MS,
    execArgv: ["--conditions=react-server", `--max-old-space-size=${megabytes}`],
    serialization: "advanced",
    // No settings, and so nothing that opens a door.
    env: {},
  });
  // A worker ended before it took a task, perhaps since it could not be started: what waits for it would wait for the time of its limit.
  pool.on("error", (error: unknown) => {
    log.warn({ err: error }, "a worker ended");
    pool.cancelPendingTasks();
  });
  return pool;
}
