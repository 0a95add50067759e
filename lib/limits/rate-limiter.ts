import "server-only";
import { UserError } from "../errors";
import { type Limit, takeOne } from "./bucket";

/** Buckets that are kept at most. Who makes more of them at once (it takes as many addresses) has the oldest ones forgotten. */
const MAX_BUCKETS = 50_000;

/** So many times as much of what may be done only so often. */
export function times({ burst, seconds }: Limit, factor: number): Limit {
  return { burst: burst * factor, seconds: seconds / factor };
}

/**
 * How fast somebody may go, so that one person or program does not take the server from the others. The counts are this process's
 * own and last as long as it: nothing is guarded by them but its time, and another instance has time of its own. What guards a secret
 * is counted by `consume`, for all instances together.
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
      throw new UserError(
        "too-fast",
        "This is more than Concord answers at once. Wait a moment, then try again.",
        429,
        taken.retryAfter,
      );
    }
    // Taken away first, so that the map is in the order in which its buckets were used last.
    this.#fullAt.delete(who);
    this.#fullAt.set(who, taken.fullAt);
    this.#forget(now);
  }

  /** Buckets that it keeps. */
  get size(): number {
    return this.#fullAt.size;
  }

  /** Those that are full again say nothing. It ends at the first that is not, which is nearly always the first. */
  #forget(now: Date): void {
    for (const [who, fullAt] of this.#fullAt) {
      if (fullAt > now && this.#fullAt.size <= MAX_BUCKETS) return;
      this.#fullAt.delete(who);
    }
  }
}
