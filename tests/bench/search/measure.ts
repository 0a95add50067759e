/** What an engine costs: time to build, memory, time to answer. */

import type { SearchDocument } from "@/lib/search/documents";
import type { Engine } from "./engine";
import { randomNumbers } from "./generator";
import { percentile } from "./metrics";

/** Milliseconds. */
export interface Times {
  p50: number;
  p95: number;
}

/** As many hits as the app shows at first. */
const SHOWN = 20;

const WARM_UP = { queries: 300, mostWords: 8, milliseconds: 3_000 };

/** Builds an engine and says how many milliseconds that took. */
export async function timeBuild(build: () => Engine | Promise<Engine>): Promise<{ engine: Engine; ms: number }> {
  const start = performance.now();
  const engine = await build();
  return { engine, ms: performance.now() - start };
}

/**
 * Bytes in use on the heap and outside of it: typed arrays live outside.
 *
 * @throws where Node was not started with --expose-gc
 */
export function memoryInUse(): number {
  if (!globalThis.gc) throw new Error("Start Node with --expose-gc: what is no longer used would be counted too.");
  // Once more for what the first time only marked as free.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * Asks questions of words taken at random from the documents, so that what is timed next runs as it does on a server that
 * has been up for a while, without having met the same queries.
 */
export async function warmUp(engine: Engine, documents: readonly SearchDocument[]): Promise<void> {
  const random = randomNumbers(1);
  const end = performance.now() + WARM_UP.milliseconds;
  for (let asked = 0; asked < WARM_UP.queries && performance.now() < end; asked++) {
    const words = documents[Math.floor(random() * documents.length)]!.text.split(/\s+/u);
    const from = Math.floor(random() * words.length);
    await engine.search(words.slice(from, from + 1 + Math.floor(random() * WARM_UP.mostWords)).join(" "), SHOWN);
  }
}

/**
 * How long the queries take, each asked once.
 *
 * @param limit milliseconds after which no more are asked
 */
export async function timeQueries(
  engine: Engine,
  queries: readonly string[],
  limit = Number.POSITIVE_INFINITY,
): Promise<Times> {
  const times: number[] = [];
  const end = performance.now() + limit;
  for (const query of queries) {
    const start = performance.now();
    if (start > end) break;
    await engine.search(query, SHOWN);
    times.push(performance.now() - start);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/**
 * The longest time, in milliseconds, for which the event loop did nothing but `work`: so long anything else that the process
 * serves has to wait.
 */
export async function longestBlock(work: () => unknown): Promise<number> {
  let longest = 0;
  let isOver = false;
  let last = performance.now();
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  isOver = true;
  await new Promise((resolve) => setImmediate(resolve));
  return longest;
}
