import "server-only";
import type { Database } from "../../db/database";
import { UserError } from "../../errors";
import { problem } from "../../errors/problem";
import { log } from "../../log";
import { processSingleton } from "../../process-singleton";
import type { ImportProgress } from "../../report-import/progress";
import type { JobReport, readToKeep } from "../../report-import/upload";
import { storeDrawnText } from "../../sources/drawn-text";
import { storePictures } from "../../sources/pictures";
import { withSourceFile } from "../../sources/store";
import { cancellable } from "../../workers/cancellation";
import { BUSY } from "../../workers/fair-queue";
import { BACKGROUND_WORKERS, runKeyed, type Task } from "../../workers/run";
import { addPdfToEdition } from "./added-pdf";
import { type Claim, claimNext, extendLease, LEASE_MS, release, settle } from "./queue";
import { ReadPagesWriter } from "./read-pages";

const READ: Task<typeof readToKeep> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "readToKeep",
  lane: "background",
  isKeptElsewhere: true,
  tooMuch: "too-much-work.job",
};

/** Interval at which to look for jobs that other instances have queued, in milliseconds. */
const LOOK_MS = 2_000;

/** Interval at which progress is stored and the lease extended, in milliseconds. */
const BEAT_MS = 1_000;

interface RunnerOptions {
  /** The task that reads a file. */
  read?: Task<typeof readToKeep>;
  lookMs?: number;
  beatMs?: number;
  leaseMs?: number;
}

/** Reads queued files in this instance. */
export class ImportRunner {
  readonly #db: Database;
  readonly #options: Required<RunnerOptions>;
  readonly #looks: NodeJS.Timeout;
  /** This instance's running jobs, with their abort controllers. */
  readonly #running = new Map<Promise<void>, AbortController>();
  #isLooking = false;
  #isWoken = false;
  #isStopped = false;

  constructor(
    db: Database,
    { read = READ, lookMs = LOOK_MS, beatMs = BEAT_MS, leaseMs = LEASE_MS }: RunnerOptions = {},
  ) {
    this.#db = db;
    this.#options = { read, lookMs, beatMs, leaseMs };
    this.#looks = setInterval(() => this.wake(), lookMs).unref();
    this.wake();
  }

  /** Looks for jobs now, because there may be a new one, or capacity for another. */
  wake(): void {
    this.#isWoken = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#startJobs()
      .catch((error: unknown) => log.error({ err: error }, "import jobs could not be started"))
      .finally(() => {
        this.#isLooking = false;
      });
  }

  /**
   * Stops reading and returns the jobs to the queue. They continue on another instance, or on this one after a restart.
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#looks);
    for (const cancel of this.#running.values()) cancel.abort(new Error("The server is shutting down."));
    await Promise.all(this.#running.keys());
  }

  async #startJobs(): Promise<void> {
    while (this.#isWoken) {
      this.#isWoken = false;
      while (this.#running.size < BACKGROUND_WORKERS && !this.#isStopped) {
        const claim = await claimNext(this.#db, this.#options.leaseMs);
        if (!claim) break;
        const cancel = new AbortController();
        if (this.#isStopped) cancel.abort(new Error("The server is shutting down."));
        const work = this.#work(claim, cancel).catch((error: unknown) =>
          // Once the job's lease ends, the file will be read again.
          log.error({ err: error }, "an import job could not be ended"),
        );
        this.#running.set(work, cancel);
        void work.finally(() => {
          this.#running.delete(work);
          this.wake();
        });
      }
    }
  }

  async #work(claim: Claim, cancel: AbortController): Promise<void> {
    let isOwn = true;
    let progress: ImportProgress | undefined;
    const beat = async () => {
      const reached = progress;
      progress = undefined;
      isOwn = await extendLease(this.#db, claim, {
        leaseMs: this.#options.leaseMs,
        ...(reached && { progress: reached }),
      });
      if (!isOwn) cancel.abort(new Error("The import was discarded."));
    };
    const beats = setInterval(() => {
      // If the database is unreachable, the next heartbeat tries again.
      beat().catch((error: unknown) => log.warn({ err: error }, "the progress of an import could not be stored"));
    }, this.#options.beatMs).unref();
    const pages = new ReadPagesWriter(this.#db, claim.id);
    try {
      const note = (report: JobReport) => {
        if ("read" in report) pages.add(report.read);
        else progress = report;
      };
      if (claim.editionId === null) await this.#readReport(claim, cancel.signal, note).finally(() => pages.end());
      else await addPdfToEdition(this.#db, claim, claim.editionId, cancel.signal, note);
    } catch (error) {
      if (!isOwn) return;
      if (this.#isStopped) return await release(this.#db, claim, { counts: false });
      if (error instanceof UserError && error.code === BUSY) return await release(this.#db, claim, { counts: true });
      if (!(error instanceof UserError)) log.error({ err: error }, "a file could not be imported");
      const reason = error instanceof UserError ? error.problem : problem("internal.file");
      await settle(this.#db, claim, { problem: reason });
    } finally {
      clearInterval(beats);
    }
  }

  async #readReport(claim: Claim, signal: AbortSignal, onProgress: (report: JobReport) => void): Promise<void> {
    const { pictures, drawn, ...result } = await this.#read(claim, signal, onProgress);
    await storePictures(this.#db, claim.source.id, pictures);
    if (drawn) await storeDrawnText(this.#db, claim.source.id, drawn);
    await settle(this.#db, claim, { result });
  }

  #read({ source, given, recognize, personId }: Claim, signal: AbortSignal, onProgress: (report: JobReport) => void) {
    const { name, hash } = source;
    return cancellable(signal, () =>
      withSourceFile(this.#db, source, (file) =>
        runKeyed(
          this.#options.read,
          {
            key: { hash, recognize },
            input: async () => ({ name, given, ...(recognize && { recognize }), content: await file() }),
            onProgress,
          },
          personId,
        ),
      ),
    );
  }
}

const state = () => processSingleton("import-jobs", (): { runner?: ImportRunner } => ({}));

/** Starts reading queued files in this process. */
export function startImportJobs(db: Database): void {
  state().runner ??= new ImportRunner(db);
}

/** Tells this process's runner, if there is one, that there is a new job. Other instances find it within seconds. */
export function wakeImportJobs(): void {
  state().runner?.wake();
}

/** Stops reading files in this process. Resolves once their jobs are back in the queue. */
export async function stopImportJobs(): Promise<void> {
  await state().runner?.stop();
}
