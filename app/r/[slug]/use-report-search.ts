"use client";

import { useDeferredValue, useMemo } from "react";
import useSWRImmutable from "swr/immutable";
import { fetchJson } from "@/app/ui/fetch-json";
import type { Search } from "@/app/ui/results";
import type { SearchDocument } from "@/lib/search/documents";
import { createSearchEngine, type SearchResult } from "@/lib/search/engine";

/**
 * Searches the open report in the browser: its text is fetched and indexed once, then typing never waits for the network.
 * All hits are worked out, since all are marked in the text and counted.
 *
 * @param text what is in the search box
 * @param wanted whether a search is likely soon, so that the index is built ahead of the first letter
 * @param initial what the server found for the query in the address, shown until the index is there
 */
export function useReportSearch(slug: string, text: string, wanted: boolean, initial: SearchResult | null): Search {
  const query = useDeferredValue(text);
  const active = query.trim() !== "";
  const { data, error, mutate } = useSWRImmutable<SearchDocument[], Error>(
    wanted || active ? `/api/reports/${slug}/documents` : null,
    fetchJson,
  );
  const engine = useMemo(() => data && createSearchEngine(data), [data]);
  const result = useMemo(() => {
    if (!active) return undefined;
    if (engine) return engine.search(query, { limit: Number.POSITIVE_INFINITY });
    return initial?.query === query ? initial : undefined;
  }, [engine, query, active, initial]);

  if (!active) return { state: "idle" };
  if (result) return { state: "ready", result };
  return error ? { state: "failed", retry: () => void mutate() } : { state: "loading" };
}
