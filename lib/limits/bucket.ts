/**
 * A rate limit: a burst of `burst` operations, and one more every `seconds` seconds. It is a token bucket; the only
 * state is the time when it will be full again (the "theoretical arrival time" of the generic cell rate algorithm,
 * ITU-T I.371).
 */
export interface Limit {
  burst: number;
  /** Seconds per token. */
  seconds: number;
}

/**
 * The result of taking a token. It says when the bucket will be full again, or after how many seconds (at least 1) to
 * retry.
 */
export type Taken = { fullAt: Date } | { retryAfter: number };

/**
 * Takes a token from a bucket.
 *
 * @param fullAt when the bucket will be full again; null for an unused bucket
 */
export function takeOne(fullAt: Date | null, { burst, seconds }: Limit, now: Date): Taken {
  const interval = seconds * 1_000;
  const next = Math.max(fullAt?.getTime() ?? 0, now.getTime()) + interval;
  const wait = next - now.getTime() - burst * interval;
  return wait > 0 ? { retryAfter: Math.ceil(wait / 1_000) } : { fullAt: new Date(next) };
}
