import { createSearchEngine, createSegment } from "@/lib/search/engine";
import type { Engine, Passages } from "./engine";

/** Our engine, asked as the app asks it: one segment, no options, the first passages. Like the peers, it gives no marks. */
export function buildOurs({ documents }: Pick<Passages, "documents">): Engine {
  const engine = createSearchEngine([createSegment(documents)]);
  return {
    search: (query, limit) =>
      engine
        .search(query)
        .documents(0, limit)
        .map(({ block }) => block),
  };
}
