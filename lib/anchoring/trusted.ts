import type { Run } from "./chain";
import type { Surprise } from "./surprise";

/**
 * What each word that has no partner, of either text, takes from the evidence of the words around it, in bits. At 2, a passage of
 * which every other word was replaced is still found, and one that shares only common words is not.
 */
const PENALTY = 2;

/** Runs of words that speak for one another. */
export interface Part {
  runs: Run[];
  /** How much they say, in bits. */
  score: number;
}

/**
 * The parts of what two texts share that are too much to be chance: each word found counts what it says, each not found
 * between costs, and what lies between two points is kept if its sum reaches a threshold. This is the score of a local alignment, for
 * which the threshold grows with the logarithm of all that could have been aligned (Karlin and Altschul 1990).
 *
 * @param runs in the order of both texts
 * @param surprise of the words of the first
 * @param least the threshold, in bits
 */
export function trustedRuns(runs: readonly Run[], { alone, following }: Surprise, least: number): Part[] {
  const parts: Part[] = [];
  let open: Run[] = [];
  let sum = 0;
  let score = 0;
  /** How many of the open runs lie before the point at which the sum was greatest. */
  let length = 0;
  const close = (): void => {
    if (length > 0 && score >= least) parts.push({ runs: open.slice(0, length), score });
    open = [];
    sum = 0;
    score = 0;
    length = 0;
  };
  let last: Run | undefined;
  for (const run of runs) {
    if (last) sum -= PENALTY * (run.from - last.from + (run.to - last.to) - 2 * last.length);
    if (sum <= 0) close();
    sum += alone[run.from]!;
    for (let index = run.from + 1; index < run.from + run.length; index++) sum += following[index]!;
    open.push(run);
    if (sum >= score) {
      score = sum;
      length = open.length;
    }
    last = run;
  }
  close();
  return parts;
}
