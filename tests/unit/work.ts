import { type Profiler, Session } from "node:inspector/promises";

/**
 * Counts what JavaScript does: how often each block of code ran, summed over all blocks. Unlike time it is the same on every machine
 * and in every run. What a single call of the engine's own functions costs, a regular expression for example, is not in it.
 *
 * @param work done once before it is counted, so that what is made at first use does not count
 */
export async function countWork(work: () => unknown): Promise<number> {
  work();
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    work();
    const { result } = (await session.post("Profiler.takePreciseCoverage")) as Profiler.TakePreciseCoverageReturnType;
    await session.post("Profiler.stopPreciseCoverage");
    return result
      .flatMap(({ functions }) => functions)
      .flatMap(({ ranges }) => ranges)
      .reduce((sum, { count }) => sum + count, 0);
  } finally {
    session.disconnect();
  }
}
