import { type Profiler, Session } from "node:inspector/promises";
import { expect } from "vitest";

/**
 * The two text lengths for which work is counted, and the maximum ratio between the counts. The maximum is halfway, in
 * powers of two, between linear growth (16) and quadratic growth (256).
 */
const SHORT = 1_000;
const LONG = 16_000;
const MOST = 64;
/**
 * How many code blocks are executed per character of an ordinary text. If the count for the short text is lower, it is
 * raised to this value.
 */
const ORDINARY = 10;

/**
 * Expects that work on a text grows at most linearly with the text's length.
 *
 * @param make creates a text of about the given length
 */
export async function expectLinearWork(
  make: (length: number) => string,
  work: (text: string) => unknown,
): Promise<void> {
  const [short, long] = [make(SHORT), make(LONG)];
  const counters = await startCounters();
  // Runs once before counting, so that lazy initialization doesn't count.
  work(short);
  await readCounters(counters);
  const unit = Math.max(await countWork(counters, () => work(short)), SHORT * ORDINARY);
  expect(await countWork(counters, () => work(long))).toBeLessThan(MOST * unit);
}

/**
 * Measures how much work JavaScript code does by counting the code blocks that it executes. Unlike time, this number
 * hardly depends on the machine and its load. It does not include the cost of the engine's built-in functions, such as
 * regular expressions.
 */
async function countWork(counters: Session, work: () => unknown): Promise<number> {
  work();
  return readCounters(counters);
}

/** Returns how many code blocks were executed since the last call. Reading the counters resets them. */
async function readCounters(session: Session): Promise<number> {
  const { result } = (await session.post("Profiler.takePreciseCoverage")) as Profiler.TakePreciseCoverageReturnType;
  return result
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { count }) => sum + count, 0);
}

/** Stops counting. Files that also measure time call this, because counting slows the code down. */
export async function stopCounting(): Promise<void> {
  const session = await counters;
  counters = undefined;
  await session?.post("Profiler.stopPreciseCoverage");
  session?.disconnect();
}

let counters: Promise<Session> | undefined;

/** This is done once per process, because the engine recompiles all code with counters when counting starts. */
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
