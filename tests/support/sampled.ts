/** The cases are different on every run, so all runs together still cover many. */
const SAMPLE = 1 / 4;

/**
 * How many cases a slow property test generates: `all` of them in `npm run test:properties`, and a sample in `npm test`.
 */
export function sampled(all: number): number {
  return process.env.ALL_CASES ? all : Math.ceil(all * SAMPLE);
}
