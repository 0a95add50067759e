import { SAMPLE } from "./sample.mjs";

/** The cases are different on every run, so all runs together still cover many. */
const SHARE = 1 / 4;

/**
 * How many cases a slow property test generates: `all` of them in `npm run test:properties`, and a sample in `npm test`.
 */
export function sampled(all: number): number {
  return process.env.ALL_CASES ? all : Math.ceil(all * SHARE);
}

/** Whether `npm test` runs the tests, which leaves out a part of them; `npm test -- --all` doesn't. */
export const isSample = Boolean(process.env[SAMPLE]);

/** Those of the expensive cases in a table that a sample of the tests includes: the first of every four. */
export function someOf<T>(cases: readonly T[]): T[] {
  return cases.filter((_, index) => !isSample || index % 4 === 0);
}
