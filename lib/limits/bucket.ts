/**
 * How often something may be done: `burst` times at once, and once more whenever `seconds` have passed. It is a token bucket; what
 * is kept of it is only when it will be full again (the "theoretical arrival time" of the generic cell rate algorithm, ITU-T I.371).
 */
export interface Limit {
  burst: number;
  /** Seconds until one more may be done. */
  seconds: number;
}

/** What became of taking one: when the bucket will be full again, or after how many seconds, from 1 on, to try again. */
export type Taken = { fullAt: Date } | { retryAfter: number };

/**
 * Takes one out of a bucket.
 *
 * @param fullAt when it is full again; null for one that nobody has taken from
 */
export function takeOne(fullAt: Date | null, { burst, seconds }: Limit, now: Date): Taken {
  const interval = seconds * 1_000;
  const next = Math.max(fullAt?.getTime() ?? 0, now.getTime()) + interval;
  const wait = next - now.getTime() - burst * interval;
  return wait > 0 ? { retryAfter: Math.ceil(wait / 1_000) } : { fullAt: new Date(next) };
}
