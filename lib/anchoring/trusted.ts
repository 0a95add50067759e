import type { Run } from "./chain";
import type { Surprise } from "./surprise";

/**
 * Penalty in bits for each unmatched word of either text. With 2, a passage in which every other word was replaced is
 * still found, but a passage that shares only common words is not.
 */
const PENALTY = 2;

/** Runs of words that support each other. */
export interface Part {
  runs: Run[];
  /** The evidence of the runs, in bits. */
  score: number;
}

/**
 * Selects those common parts of two texts that cannot be a coincidence. Each matched word adds its evidence, each
 * unmatched word between them costs a penalty, and a part is kept if its sum reaches a threshold. This is the score of
 * a local alignment; the threshold grows with the logarithm of the search space (Karlin and Altschul 1990).
 *
 * @param runs in the order of both texts
 * @param surprise of the words of the first text
 * @param least the threshold, in bits
 */
export function trustedRuns(runs: readonly Run[], { alone, following }: Surprise, least: number): Part[] {
  const parts: Part[] = [];
  let open: Run[] = [];
  let sum = 0;
  let score = 0;
  /** Number of open runs up to the one at which the sum was highest. */
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
