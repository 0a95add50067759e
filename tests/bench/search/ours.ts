import { createSearchEngine, createSegment } from "@/lib/search/engine";
import type { Engine, Passages } from "./engine";

/** Our engine, asked as the app asks it: one segment, no options, the first hits with their marks. */
export function buildOurs({ documents }: Pick<Passages, "documents">): Engine {
  const engine = createSearchEngine([createSegment(documents)]);
  return {
    search: (query, limit) =>
      engine
        .search(query)
        .hits(0, limit)
        .map(({ block }) => block),
  };
}
