import { expect } from "vitest";

/** How many times as long the second input is as the first. In quadratic time, it would take 256 times as long. */
const FACTOR = 16;
const FAR_BELOW_SQUARE = 100;

/**
 * Expects that work on `FACTOR` times as much input takes far less than `FACTOR` squared times as long. Measures
 * processor time, so that other load on the machine does not count.
 *
 * @param prepare creates an input of about the given length, and returns the work to do on it
 * @param length the length of the longer input
 */
export function expectNearLinear(prepare: (length: number) => () => unknown, length: number): void {
  const short = prepare(Math.ceil(length / FACTOR));
  const long = prepare(length);
  // The first run executes code that has not been compiled yet, so it doesn't count.
  const unit = bestOfThree(short);
  // Times below a millisecond are mostly noise.
  const most = FAR_BELOW_SQUARE * Math.max(1, unit);
  expect(bestOfThree(long, most)).toBeLessThan(most);
}

/**
 * The shortest processor time of three runs, because a run may include garbage collection for earlier tests in the same
 * process. Returns early once a run takes less than `enough`.
 */
function bestOfThree(work: () => unknown, enough = 0): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3 && best >= enough; run += 1) best = Math.min(best, processorTime(work));
  return best;
}

/** The processor time of the given work, in milliseconds. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
