import { expect } from "vitest";

/** How much more work the second measurement gets. If time grew with the square, it would take 256 times as long. */
const FACTOR = 16;
const FAR_BELOW_SQUARE = 100;

/**
 * Expects that work on `FACTOR` times as much takes far less than the square of that factor, in processor time: what else the
 * machine does at the moment does not count.
 *
 * @param prepare makes what is worked on, of about some length, and returns the work on it
 * @param length of the longer one
 */
export function expectNearLinear(prepare: (length: number) => () => unknown, length: number): void {
  const short = prepare(Math.ceil(length / FACTOR));
  const long = prepare(length);
  // The first run is of code that is not compiled yet.
  const unit = Math.min(processorTime(short), processorTime(short), processorTime(short));
  // Below a millisecond, noise decides.
  expect(processorTime(long)).toBeLessThan(FAR_BELOW_SQUARE * Math.max(1, unit));
}

/** How much processor time some work takes, in milliseconds. */
export function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
