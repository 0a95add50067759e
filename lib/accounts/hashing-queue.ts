import "server-only";
import { availableParallelism } from "node:os";
import { UserError } from "../errors";
import { processSingleton } from "../process-singleton";

/** Who has a password hashed. What is missing is not counted: nobody, as on the command line, waits behind the total only. */
export interface Asker {
  /** The account, or the browser that is known for it. */
  account?: string;
  /** The network address, or the network, that the request came from; null where nobody knows it. */
  address?: string | null;
}

interface Bounds {
  /** Hashes that are computed at the same time. */
  atOnce: number;
  /** Hashes that are computed or wait: of one account, from one address, and of everybody. */
  perAccount: number;
  perAddress: number;
  total: number;
}

/** After how many seconds a refused caller may try again: the queue is shorter by then. */
const RETRY_AFTER = 2;

/**
 * A queue for work that keeps a processor busy. It runs a few jobs at the same time, first come, first served, and refuses what is more
 * than the bounds, so that the wait stays short and one account or address can't fill the queue for the others.
 */
export class HashingQueue {
  readonly #bounds: Bounds;
  readonly #held = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** @throws UserError `too-many-at-once` (429) where this account or address has too many, `busy` (503) where everybody together has */
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

  /** Hands the slot to whoever waits, or frees it. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }

  #consume(key: string, limit: number): string {
    if (this.#heldBy(key) < limit) return key;
    throw new UserError(
      "too-many-at-once",
      "Too many sign-ins at the same time. Wait a moment, then try again.",
      429,
      RETRY_AFTER,
    );
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
  return new UserError(
    "busy",
    "Too many people are signing in at the moment. Wait a moment, then try again.",
    503,
    RETRY_AFTER,
  );
}

/**
 * Half of the processors, and at most 2 of the 4 threads that Node has for such work: hashing must not hold up file reads and name
 * lookups, which use the same threads. As many attempts of one account are let through by the rate limit of sign-ins at once, so it
 * alone decides which wrong passwords are refused.
 */
const BOUNDS: Bounds = {
  atOnce: Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2))),
  perAccount: 10,
  perAddress: 30,
  total: 100,
};

/** The queue of this process. */
export function hashingQueue(): HashingQueue {
  return processSingleton("hashing-queue", () => new HashingQueue(BOUNDS));
}
