/**
 * Measures one engine with one library in a separate process, so that no engine is affected by another engine's
 * compiled code or garbage. Takes a task as JSON, and prints the figures as JSON.
 */

import { ENGINES, type EngineName } from "./engines";
import { type Library, type LibraryName, makeLibrary } from "./libraries";
import { longestBlock, memoryInUse, type Times, timeBuild, timeQueries, warmUp } from "./measure";

export interface Task {
  engine: EngineName;
  library: LibraryName;
  /** Whether to judge the answers as well. They are the same on every run. */
  judges: boolean;
}

export interface Figures {
  /** Milliseconds. */
  build: number;
  /** Bytes in use. Measured after the queries, because some engines prepare data during the first one. */
  heap: number;
  sets: ({ name: string; quality: string } & Times)[];
  /** How long the event loop was blocked, in milliseconds. */
  blocks: { name: string; ms: number }[];
}

/** Time limits in milliseconds for each query set. The slowest engines complete only the first queries of a set. */
const LIMIT = { judging: 30_000, timing: 10_000 };

async function measure({ engine: name, library: libraryName, judges }: Task): Promise<Figures> {
  const build = await ENGINES[name].load();
  const library = makeLibrary(libraryName);
  const before = memoryInUse();
  const { engine, ms } = await timeBuild(() => build(library));
  await warmUp(engine, library.documents);
  const sets = [];
  for (const { name, queries } of library.sets) {
    sets.push({ name, ...(await timeQueries(engine, queries, LIMIT.timing)) });
  }
  const heap = memoryInUse() - before;
  const blocks = [];
  for (const { name, query } of library.worst) {
    blocks.push({ name, ms: await longestBlock(() => engine.search(query, 20)) });
  }
  const qualities = judges ? await judge(engine, library) : [];
  return { build: ms, heap, sets: sets.map((set, index) => ({ ...set, quality: qualities[index] ?? "" })), blocks };
}

async function judge(engine: Parameters<typeof timeQueries>[0], { sets }: Library): Promise<string[]> {
  const qualities = [];
  for (const { queries, quality } of sets) {
    const rankings: string[][] = [];
    const end = performance.now() + LIMIT.judging;
    for (const query of quality ? queries : []) {
      if (performance.now() > end) break;
      rankings.push(await engine.search(query, 100));
    }
    const share = rankings.length < queries.length ? ` (first ${rankings.length})` : "";
    qualities.push(quality ? quality(rankings) + share : "");
  }
  return qualities;
}

process.stdout.write(JSON.stringify(await measure(JSON.parse(process.argv[2]!))));
