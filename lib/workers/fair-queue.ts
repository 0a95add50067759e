import { UserError } from "../errors";

export interface QueueLimits {
  /** Maximum number of running jobs, in total and per user. */
  running: number;
  runningEach: number;
  /** Maximum number of waiting jobs, in total and per user. */
  waiting: number;
  waitingEach: number;
}

/** Error code for a full queue or an overloaded server. */
export const BUSY = "too-many-jobs";
/** Seconds after which to retry a refused job. */
export const RETRY_AFTER = 10;

/**
 * Limits the number of concurrent jobs. Users take turns (round robin), so a user with many jobs delays only their own.
 */
export class FairQueue {
  readonly #limits: QueueLimits;
  /** Waiting jobs in order, by person. The first person is next. */
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #running = new Map<string, number>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * Runs a job when its turn comes.
   *
   * @param person the user to whom the job belongs
   * @param signal removes a waiting job from the queue when it is aborted
   * @throws UserError `too-many-jobs`: 429 if this user has too many waiting jobs, 503 if all users together do; and
   *   the signal's reason if the signal is aborted
   */
  async run<T>(person: string, job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    await this.#turn(person, signal);
    try {
      return await job();
    } finally {
      this.#count(person, -1);
      this.#startNext();
    }
  }

  async #turn(person: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.#mayRun(person) && this.#waiting.size === 0) {
      this.#count(person, 1);
      return;
    }
    const own = this.#waiting.get(person) ?? [];
    if (own.length >= this.#limits.waitingEach) {
      throw new UserError("too-many-jobs.own", {}, RETRY_AFTER);
    }
    if (sum([...this.#waiting.values()].map(({ length }) => length)) >= this.#limits.waiting) {
      throw new UserError("too-many-jobs.all", {}, RETRY_AFTER);
    }
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#leave(person, start);
        reject(signal?.reason);
      };
      this.#waiting.set(person, [...own, start]);
      signal?.addEventListener("abort", leave, { once: true });
      this.#startNext();
    });
  }

  #leave(person: string, start: () => void): void {
    const others = this.#waiting.get(person)?.filter((each) => each !== start) ?? [];
    if (others.length > 0) this.#waiting.set(person, others);
    else this.#waiting.delete(person);
  }

  #startNext(): void {
    for (const [person, [first, ...others]] of this.#waiting) {
      if (!first || !this.#mayRun(person)) continue;
      // Moves the user to the end of the queue.
      this.#waiting.delete(person);
      if (others.length > 0) this.#waiting.set(person, others);
      this.#count(person, 1);
      first();
      return;
    }
  }

  #mayRun(person: string): boolean {
    const { running, runningEach } = this.#limits;
    return sum([...this.#running.values()]) < running && (this.#running.get(person) ?? 0) < runningEach;
  }

  #count(person: string, change: number): void {
    const count = (this.#running.get(person) ?? 0) + change;
    if (count > 0) this.#running.set(person, count);
    else this.#running.delete(person);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
