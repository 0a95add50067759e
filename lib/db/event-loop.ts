import { setImmediate as nextTurn } from "node:timers/promises";

/** Milliseconds of one turn of the event loop that queries may take. */
const BUDGET = 10;

/**
 * Makes a function to wait for before each query of a database that answers at once, as SQLite does. Such queries follow one another
 * without the event loop ever getting a turn, so sixteen people who sign in together would hold up all others until the last one is in.
 * Once the queries of a turn have taken their time, the next ones wait for the next turn.
 */
export function createYield(): () => Promise<void> {
  let begun: number | null = null;
  return async () => {
    while (begun !== null && performance.now() - begun >= BUDGET) {
      const seen: number = begun;
      await nextTurn();
      // The first that goes on opens the turn for the others.
      if (begun === seen) begun = null;
    }
    if (begun !== null) return;
    begun = performance.now();
    setImmediate(() => {
      begun = null;
    });
  };
}
