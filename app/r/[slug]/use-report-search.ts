"use client";

import { useDeferredValue, useMemo } from "react";
import useSWRImmutable from "swr/immutable";
import { fetchJson } from "@/app/ui/fetch-json";
import type { Search } from "@/app/ui/results";
import type { SearchDocument } from "@/lib/search/documents";
import { createSearchEngine } from "@/lib/search/engine";

/** More passages than this are found, counted, and shown when asked for. */
export const FIRST_HITS = 50;

/**
 * Searches the open report in the browser: its text is fetched and indexed once, then typing never waits for the network.
 *
 * @param text what is in the search box
 * @param wanted whether a search is likely soon, so that the index is built ahead of the first letter
 * @param limit how many hits to work out
 */
export function useReportSearch(slug: string, text: string, wanted: boolean, limit: number): Search {
  const query = useDeferredValue(text);
  const active = query.trim() !== "";
  const { data, error, mutate } = useSWRImmutable<SearchDocument[], Error>(
    wanted || active ? `/api/reports/${slug}/documents` : null,
    fetchJson,
  );
  const engine = useMemo(() => data && createSearchEngine(data), [data]);
  const result = useMemo(() => (active ? engine?.search(query, { limit }) : undefined), [engine, query, active, limit]);

  if (!active) return { state: "idle" };
  if (result) return { state: "ready", result };
  return error ? { state: "failed", retry: () => void mutate() } : { state: "loading" };
}
