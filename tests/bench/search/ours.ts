import { createSearchEngine, createSegment } from "@/lib/search/engine";
import type { Engine, Passages } from "./engine";

/** Our engine as the app uses it: one segment, default options, first page. Like the peers, it returns no marks. */
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
