/** The cost of an engine: build time, memory and response time. */

import type { SearchDocument } from "@/lib/search/documents";
import type { Engine } from "./engine";
import { randomNumbers } from "./generator";
import { percentile } from "./metrics";

/** Milliseconds. */
export interface Times {
  p50: number;
  p95: number;
}

/** Number of hits that the app shows at first. */
const SHOWN = 20;

const WARM_UP = { queries: 300, mostWords: 8, milliseconds: 3_000 };

/** Builds an engine and measures the time in milliseconds. */
export async function timeBuild(build: () => Engine | Promise<Engine>): Promise<{ engine: Engine; ms: number }> {
  const start = performance.now();
  const engine = await build();
  return { engine, ms: performance.now() - start };
}

/**
 * Bytes in use on the heap and outside it, where typed arrays are.
 *
 * @throws if Node.js was not started with --expose-gc
 */
export function memoryInUse(): number {
  if (!globalThis.gc) throw new Error("Start Node.js with --expose-gc. Otherwise, unused memory is counted too.");
  // The second garbage collection frees memory that the first one only marked.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * Runs queries of random words from the documents, so that the measurements that follow represent a server that has
 * been running for a while but has not seen these queries.
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
 * Measures how long queries take. Each query is run once.
 *
 * @param limit milliseconds after which to stop
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

/** The longest time, in milliseconds, that `work` blocked the event loop and would have kept other requests waiting. */
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
