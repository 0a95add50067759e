import { setImmediate as nextTurn } from "node:timers/promises";

/** Maximum time that queries may take per turn of the event loop, in milliseconds. */
const BUDGET = 10;

/**
 * Returns a function to await before each query of a synchronous database such as SQLite. Otherwise, its queries would
 * run one after another without yielding to the event loop. For example, sixteen concurrent sign-ins would block all
 * other requests until the last one was done. Once the queries of a turn have used up its time budget, the next ones
 * wait for the next turn.
 */
export function createYield(): () => Promise<void> {
  let begun: number | null = null;
  return async () => {
    while (begun !== null && performance.now() - begun >= BUDGET) {
      const seen: number = begun;
      await nextTurn();
      // The first query that continues starts the new turn for all waiting queries.
      if (begun === seen) begun = null;
    }
    if (begun !== null) return;
    begun = performance.now();
    setImmediate(() => {
      begun = null;
    });
  };
}
