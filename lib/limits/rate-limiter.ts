import "server-only";
import { UserError } from "../errors";
import { type Limit, takeOne } from "./bucket";

/** Maximum number of buckets in memory. If there are more clients than this, the oldest buckets are evicted. */
const MAX_BUCKETS = 50_000;

/** A limit scaled by a factor. */
export function times({ burst, seconds }: Limit, factor: number): Limit {
  return { burst: burst * factor, seconds: seconds / factor };
}

/**
 * Limits how many requests each user or program can make, so that others get their share of the server. Each process
 * keeps its own state in memory, because only its own time needs to be protected. Limits that protect a secret use
 * `consume`, which applies to all instances together.
 */
export class RateLimiter {
  readonly #fullAt = new Map<string, Date>();
  readonly #limit: Limit;

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** @throws UserError `too-fast` (429) */
  consume(who: string, now: Date = new Date()): void {
    const taken = takeOne(this.#fullAt.get(who) ?? null, this.#limit, now);
    if ("retryAfter" in taken) {
      throw new UserError("too-fast", {}, taken.retryAfter);
    }
    // Delete the bucket first, so that the map stays in order of last use.
    this.#fullAt.delete(who);
    this.#fullAt.set(who, taken.fullAt);
    this.#forget(now);
  }

  /** The number of buckets in memory. */
  get size(): number {
    return this.#fullAt.size;
  }

  /** Deletes full buckets. Stops at the first bucket that isn't full, which is nearly always the very first. */
  #forget(now: Date): void {
    for (const [who, fullAt] of this.#fullAt) {
      if (fullAt > now && this.#fullAt.size <= MAX_BUCKETS) return;
      this.#fullAt.delete(who);
    }
  }
}
