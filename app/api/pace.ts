import { networkOf } from "@/lib/limits/network";
import { Pace } from "@/lib/limits/pace";

/**
 * What a request costs: what only reads, what changes something, a search, and what reads or writes very much (files, exports).
 * A person at work needs a tenth of it; what a device has kept while it had no network may come all at once.
 */
const OF_PERSON = {
  read: new Pace({ burst: 1_000, seconds: 1 / 20 }),
  write: new Pace({ burst: 1_000, seconds: 1 / 10 }),
  search: new Pace({ burst: 300, seconds: 1 / 10 }),
  heavy: new Pace({ burst: 60, seconds: 10 }),
};
export type Cost = keyof typeof OF_PERSON;

/** Everything that comes from one address, of people whom we know or not. A whole office may have one. */
const OF_ADDRESS = new Pace({ burst: 5_000, seconds: 1 / 100 });

/** @throws UserError `too-fast` (429) */
export function requirePaceOfAddress(address: string | null): void {
  if (address !== null) OF_ADDRESS.require(networkOf(address));
}

/** @throws UserError `too-fast` (429) */
export function requirePaceOf(personId: string, cost: Cost): void {
  OF_PERSON[cost].require(personId);
}

/** What a method costs where a route does not say more. */
export function costOf(method: string): Cost {
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
