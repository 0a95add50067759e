import { setImmediate } from "node:timers/promises";
import type { Answer, AskedOptions, LibraryEngine } from "../search/answer";
import type { Completion, SearchEngine } from "../search/engine";
import type { MarkedBlocks } from "../search/filters";

/** In-memory search for one user, with every word of every report held in memory. */
export class MemoryEngine implements LibraryEngine {
  constructor(
    private readonly engine: SearchEngine,
    private readonly marks: MarkedBlocks,
  ) {}

  async search(
    query: string,
    { offset = 0, limit = Number.POSITIVE_INFINITY, ...options }: AskedOptions = {},
  ): Promise<Answer> {
    const { total, hints, unknown, ...found } = this.engine.search(query, { ...options, marks: this.marks });
    // Each step may take a long time in a large library, so yield to other requests in between.
    await setImmediate();
    const hits = found.hits(offset, Math.min(offset + limit, total));
    await setImmediate();
    const facets = found.facets();
    await setImmediate();
    return { query, total, hits, hints, unknown, facets, relaxations: found.relaxations() };
  }

  async complete(query: string): Promise<Completion[]> {
    return this.engine.complete(query);
  }
}
