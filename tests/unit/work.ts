import { type Profiler, Session } from "node:inspector/promises";
import { expect } from "vitest";

/**
 * Characters of the texts whose work is counted, and how much more work the longer one may be: half way, in powers of two, between its
 * growth (16) and the square of that (256).
 */
const SHORT = 1_000;
const LONG = 16_000;
const MOST = 64;
/** Blocks of code that run for each character of an ordinary text. What a short text costs less does not count. */
const ORDINARY = 10;

/**
 * Expects that work on a text grows no more than its length.
 *
 * @param make makes a text of about so many characters
 */
export async function expectLinearWork(
  make: (length: number) => string,
  work: (text: string) => unknown,
): Promise<void> {
  const [short, long] = [make(SHORT), make(LONG)];
  const unit = Math.max(await countWork(() => work(short)), SHORT * ORDINARY);
  expect(await countWork(() => work(long))).toBeLessThan(MOST * unit);
}

/**
 * Counts what JavaScript does: how often each block of code ran, summed over all blocks. Unlike time it hardly depends on the machine and
 * what else that does. What a single call of the engine's own functions costs, a regular expression for example, is not in it.
 *
 * @param work done once before it is counted, so that what is made at first use does not count
 */
async function countWork(work: () => unknown): Promise<number> {
  const counters = await startCounters();
  work();
  // Reading the counters resets them.
  await readCounters(counters);
  work();
  return readCounters(counters);
}

async function readCounters(session: Session): Promise<number> {
  const { result } = (await session.post("Profiler.takePreciseCoverage")) as Profiler.TakePreciseCoverageReturnType;
  return result
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { count }) => sum + count, 0);
}

/** Ends counting, which slows code down: for a file that measures time too. */
export async function stopCounting(): Promise<void> {
  const session = await counters;
  counters = undefined;
  await session?.post("Profiler.stopPreciseCoverage");
  session?.disconnect();
}

let counters: Promise<Session> | undefined;

/** Once for the process: starting makes the engine compile all code again, this time with counters. */
function startCounters(): Promise<Session> {
  counters ??= (async () => {
    const session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    return session;
  })();
  return counters;
}
