import { config } from "@/lib/config";
import { networkOf } from "@/lib/limits/network";
import { RateLimiter, times } from "@/lib/limits/rate-limiter";

const factor = config().rateLimitFactor;

/**
 * Rate limits per user for reads, writes, searches, and heavy requests (files, exports). In normal use, request rates
 * are about a tenth of these limits. The bursts allow a device to send all of its offline changes at once.
 */
const OF_PERSON = {
  read: new RateLimiter(times({ burst: 1_000, seconds: 1 / 20 }, factor)),
  write: new RateLimiter(times({ burst: 1_000, seconds: 1 / 10 }, factor)),
  search: new RateLimiter(times({ burst: 300, seconds: 1 / 10 }, factor)),
  heavy: new RateLimiter(times({ burst: 60, seconds: 10 }, factor)),
};
export type Cost = keyof typeof OF_PERSON;

/**
 * Rate limit per network address, for all requests, whether or not the user is signed in. All people in an office may
 * share an address.
 */
const OF_ADDRESS = new RateLimiter(times({ burst: 5_000, seconds: 1 / 100 }, factor));

/** @throws UserError `too-fast` (429) */
export function limitAddress(address: string | null): void {
  if (address !== null) OF_ADDRESS.consume(networkOf(address));
}

/** Rate limit per network address for searches by people without an account. */
const OF_VISITORS = new RateLimiter(times({ burst: 60, seconds: 1 / 2 }, factor));

/** @throws UserError `too-fast` (429) */
export function limitVisitorSearch(address: string | null): void {
  if (address !== null) OF_VISITORS.consume(networkOf(address));
}

/** @throws UserError `too-fast` (429) */
export function limitPerson(personId: string, cost: Cost): void {
  OF_PERSON[cost].consume(personId);
}

/** The default cost of requests with this method. */
export function costOf(method: string): Cost {
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
