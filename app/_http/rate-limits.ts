import { config } from "@/lib/config";
import { networkOf } from "@/lib/limits/network";
import { RateLimiter, times } from "@/lib/limits/rate-limiter";

const factor = config().rateLimitFactor;

/**
 * What a request costs: what only reads, what changes something, a search, and what reads or writes very much (files, exports).
 * A person at work needs a tenth of it; what a device has kept while it had no network may come all at once.
 */
const OF_PERSON = {
  read: new RateLimiter(times({ burst: 1_000, seconds: 1 / 20 }, factor)),
  write: new RateLimiter(times({ burst: 1_000, seconds: 1 / 10 }, factor)),
  search: new RateLimiter(times({ burst: 300, seconds: 1 / 10 }, factor)),
  heavy: new RateLimiter(times({ burst: 60, seconds: 10 }, factor)),
};
export type Cost = keyof typeof OF_PERSON;

/** Everything that comes from one address, of people whom we know or not. A whole office may have one. */
const OF_ADDRESS = new RateLimiter(times({ burst: 5_000, seconds: 1 / 100 }, factor));

/** @throws UserError `too-fast` (429) */
export function limitAddress(address: string | null): void {
  if (address !== null) OF_ADDRESS.consume(networkOf(address));
}

/** @throws UserError `too-fast` (429) */
export function limitPerson(personId: string, cost: Cost): void {
  OF_PERSON[cost].consume(personId);
}

/** What a method costs where a route does not say more. */
export function costOf(method: string): Cost {
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
