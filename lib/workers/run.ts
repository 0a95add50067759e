import "server-only";
import { createHash } from "node:crypto";
import path from "node:path";
import { serialize } from "node:v8";
import Tinypool from "tinypool";
import { UserError } from "../errors";
import type { Problem } from "../errors/problem";
import type { ErrorKey } from "../errors/problems";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import { currentSignal } from "./cancellation";
import { BUSY, FairQueue, RETRY_AFTER } from "./fair-queue";
import { type Made, ResultCache } from "./result-cache";

/** Read at startup, because the workers' source files are in the folder in which the app was started. */
const FOLDER = process.cwd();
const WORKER = path.join(/* turbopackIgnore: true */ FOLDER, "lib/workers/worker.mjs");

/**
 * The wall-clock limit of a task as a multiple of its CPU limit. Workers run at low priority, so on a busy machine a
 * task mostly waits.
 */
const PATIENCE = 10;

/** How long an idle worker is kept, in milliseconds. Starting one takes a fifth of a second. */
const IDLE_MS = 10_000;

interface Lane {
  /** Maximum number of workers. */
  workers: number;
  /** CPU time limit of a task, in seconds. */
  seconds: number;
  /** Heap limit of a worker, in megabytes. */
  megabytes: number;
}

/** Maximum number of background jobs that run at the same time. */
export const BACKGROUND_WORKERS = 2;

/**
 * Tasks run in separate lanes, so that tasks that a page is waiting for do not queue behind files. Parsing a 500-page
 * report takes a few seconds and up to a gigabyte. There are two file workers and each user can run one job, so one
 * worker stays free for others. No page waits for background jobs, so they can take a long time: reading a PDF with
 * thousands of pages takes minutes.
 */
const LANES = {
  page: { workers: 1, seconds: 10, megabytes: 256 },
  file: { workers: 2, seconds: 30, megabytes: 1024 },
  background: { workers: BACKGROUND_WORKERS, seconds: 600, megabytes: 1024 },
} satisfies Record<string, Lane>;

/** Maximum number of waiting jobs per lane, in total and per user. */
const WAITING = { waiting: 64, waitingEach: 4 };

export interface Request {
  /** The module of the task, relative to the project. */
  file: string;
  name: string;
  input: unknown;
  /** CPU time in seconds after which the worker kills itself. */
  seconds: number;
  /** Whether the server caches the result and so needs its size in bytes. */
  isKept: boolean;
  /** Whether to send the progress that the task reports, as `ProgressMessage`s. */
  isWatched: boolean;
}

/** Sent by a worker while its task runs. */
export interface ProgressMessage {
  progress: unknown;
}

export type Answer = Made<unknown> | { refused: { problem: Problem<ErrorKey>; retryAfter: number | undefined } };

/** A function that runs in a worker. `Run` is its type. It can report its progress by calling its second parameter. */
export interface Task<Run extends (input: never, report: never) => unknown> {
  /**
   * The path, relative to the project, of the `worker-tasks.ts` that exports the function. This module must not import
   * the database or settings, directly or indirectly.
   */
  file: string;
  /** The name of the export. */
  name: string;
  lane: keyof typeof LANES;
  /** CPU time limit in seconds, if it is lower than the lane's. */
  seconds?: number;
  /** The error to show to the author of the input if the task exceeds its time or memory limit. */
  tooMuch: Extract<ErrorKey, `too-much-work.${string}`>;
  /** Never set. It only carries the task's input and output types for the type checker. */
  run?: Run;
  /** Whether the caller caches the results itself. */
  isKeptElsewhere?: boolean;
}

/** An input that is large or slow to collect. */
export interface KeyedInput<Input, Progress = never> {
  /** A short value that identifies everything that the result depends on, apart from the task. */
  key: unknown;
  /** Called when it is the task's turn, so that a refused task costs nothing. */
  input(): Input | Promise<Input>;
  /**
   * Called with the progress that the task reports. Use this only for tasks whose results are not cached here, so that
   * each call runs the task.
   */
  onProgress?(progress: Progress): void;
}

/**
 * Runs a task whose cost depends on user input in another process, which is killed if it takes too much time or memory.
 * Recent results are served from a cache. If the request is cancelled (`cancellable`), the task is dropped.
 *
 * @param input any structured-cloneable value, at most a few hundred kilobytes, because it is hashed in this process
 * @param person the user to whom the job belongs, for fair queueing: an id, or a name for people without one
 * @throws UserError `too-much-work` (422), `too-many-jobs` (429 or 503), and the task's own errors
 */
export function runInWorker<Input, Output>(
  task: Task<(input: Input) => Output>,
  input: Input,
  person: string,
): Promise<Awaited<Output>> {
  return run(task, { key: input, input: () => input }, person);
}

/** Like `runInWorker`, but for a large input, which is not hashed and is created only when it is the task's turn. */
export function runKeyed<Input, Output, Progress = never>(
  task: Task<(input: Input, report: (progress: Progress) => void) => Output>,
  input: KeyedInput<Input, Progress>,
  person: string,
): Promise<Awaited<Output>> {
  return run(task, input, person);
}

function run<Input, Output, Progress>(
  task: Task<(input: Input, report: (progress: Progress) => void) => Output>,
  { key, input, onProgress }: KeyedInput<Input, Progress>,
  person: string,
): Promise<Awaited<Output>> {
  const { file, name, lane, isKeptElsewhere } = task;
  const { queue, pool } = laneOf(lane);
  const work = (signal?: AbortSignal) =>
    queue.run(
      person,
      async () => attempt(pool(), task, await input(), signal, onProgress as ((progress: unknown) => void) | undefined),
      signal,
    ) as Promise<Made<Awaited<Output>>>;
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
  onProgress: ((progress: unknown) => void) | undefined,
): Promise<Made<unknown>> {
  const late = AbortSignal.timeout(seconds * PATIENCE * 1000);
  const signal = cancelled ? AbortSignal.any([late, cancelled]) : late;
  const isWatched = onProgress !== undefined;
  const request: Request = { file, name, input, seconds, isKept: !isKeptElsewhere, isWatched };
  const channel = { postMessage: ({ progress }: ProgressMessage) => onProgress?.(progress) };
  let answer: Answer;
  try {
    answer = await pool.run(request, isWatched ? { signal, channel } : { signal });
  } catch (error) {
    cancelled?.throwIfAborted();
    if (signal.aborted || (error instanceof Error && error.name === "CancelError")) {
      log.warn({ task: name }, "a task timed out while waiting for a worker");
      throw new UserError("too-many-jobs.all", {}, RETRY_AFTER);
    }
    // The worker killed itself because of its CPU limit, or was killed because of its memory limit. Errors thrown by a
    // task have other messages.
    if (!isWorkerGone(error)) throw error;
    log.warn({ task: name }, "a task exceeded its time or memory limit and was stopped");
    throw new UserError(tooMuch);
  }
  if ("value" in answer) return answer;
  throw UserError.of(answer.refused.problem, answer.refused.retryAfter);
}

function isWorkerGone(error: unknown): boolean {
  return error instanceof Error && error.message === "Worker exited unexpectedly";
}

/** An error caused by the input will recur, but a full queue will not. */
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
      // Created lazily, because most processes never run a task.
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
    // Use processes rather than threads, because a thread that runs out of memory can crash the server too.
    runtime: "child_process",
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: IDLE_MS,
    execArgv: ["--conditions=react-server", `--max-old-space-size=${megabytes}`],
    serialization: "advanced",
    // Pass no environment variables, so that a compromised worker has no secrets.
    env: {},
  });
  // A worker that crashed before it took a task may be unable to start. Fail the waiting tasks now instead of when they
  // time out.
  pool.on("error", (error: unknown) => {
    log.warn({ err: error }, "a worker stopped unexpectedly");
    pool.cancelPendingTasks();
  });
  return pool;
}
