import "server-only";
import { availableParallelism } from "node:os";
import { UserError } from "../errors";
import { processSingleton } from "../process-singleton";

/**
 * The limits that a job counts towards. Jobs that set neither field, such as those from the command line, count only
 * towards the total.
 */
export interface Asker {
  /** Identifies the account, or a browser that has signed in before. */
  account?: string;
  /** The request's IPv4 address or IPv6 network; null if unknown. */
  address?: string | null;
}

interface Bounds {
  /** Number of hashes computed in parallel. */
  atOnce: number;
  /** Maximum number of hashes in progress or queued: per account, per address and in total. */
  perAccount: number;
  perAddress: number;
  total: number;
}

/** `Retry-After` for a rejected caller, in seconds. The queue will be shorter by then. */
const RETRY_AFTER = 2;

/**
 * A bounded FIFO queue for CPU-heavy work. It runs a few jobs in parallel and rejects jobs that exceed its limits. This
 * keeps waits short, and prevents one account or address from filling the queue for everyone else.
 */
export class HashingQueue {
  readonly #bounds: Bounds;
  readonly #held = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /**
   * @throws UserError `too-many-at-once` (429) if this account or address has too many jobs, `busy` (503) if the queue
   *   is full
   */
  async run<T>({ account, address }: Asker, work: () => Promise<T>): Promise<T> {
    const { perAccount, perAddress, total } = this.#bounds;
    if (this.#running + this.#waiting.length >= total) throw busy();
    const keys: string[] = [];
    if (account !== undefined) keys.push(this.#consume(`account ${account}`, perAccount));
    if (address != null) keys.push(this.#consume(`address ${address}`, perAddress));
    for (const key of keys) this.#held.set(key, this.#heldBy(key) + 1);
    try {
      await this.#start();
      return await work().finally(() => this.#next());
    } finally {
      for (const key of keys) this.#letGo(key);
    }
  }

  async #start(): Promise<void> {
    if (this.#running < this.#bounds.atOnce) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the slot to the next job in the queue, or frees it. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }

  #consume(key: string, limit: number): string {
    if (this.#heldBy(key) < limit) return key;
    throw new UserError("too-many-at-once", {}, RETRY_AFTER);
  }

  #heldBy(key: string): number {
    return this.#held.get(key) ?? 0;
  }

  #letGo(key: string): void {
    const left = this.#heldBy(key) - 1;
    if (left > 0) this.#held.set(key, left);
    else this.#held.delete(key);
  }
}

function busy(): UserError {
  return new UserError("busy", {}, RETRY_AFTER);
}

/**
 * Half of the processors, and at most 2 of the 4 threads in Node's pool, because hashing must not block file reads and
 * DNS lookups, which use the same pool. `perAccount` equals the burst of the sign-in rate limit, so that only the rate
 * limit, never this queue, turns away attempts with wrong passwords.
 */
const BOUNDS: Bounds = {
  atOnce: Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2))),
  perAccount: 10,
  perAddress: 30,
  total: 100,
};

/** This process's queue. */
export function hashingQueue(): HashingQueue {
  return processSingleton("hashing-queue", () => new HashingQueue(BOUNDS));
}
