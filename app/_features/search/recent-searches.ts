"use client";

import { useMemo } from "react";
import { store, useStored } from "@/app/_ui/use-stored";

/** What was searched for in one report, or in all of them. */
interface RecentSearch {
  query: string;
  /** Slug of the report; null for all reports. */
  report: string | null;
}

const KEY = "recent-searches";

/** Searches that are kept for each report, and for all of them together. */
const KEPT = 8;

/** Searches that are kept in all. */
const KEPT_IN_ALL = 80;

/** Reads what `withSearch` has written; nothing from anything else. */
export function readRecent(kept: string | null): RecentSearch[] {
  try {
    const value: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(value) ? value.filter(isRecent) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is RecentSearch {
  const { query, report } = (value ?? {}) as Partial<RecentSearch>;
  return typeof query === "string" && query.trim() !== "" && (report === null || typeof report === "string");
}

/** The searches with one more, the latest first; the same one only once. */
export function withSearch(searches: readonly RecentSearch[], search: RecentSearch): RecentSearch[] {
  const query = search.query.trim();
  if (query === "") return [...searches];
  const others = searches.filter((other) => other.query !== query || other.report !== search.report);
  const dropped = others.filter(({ report }) => report === search.report).slice(KEPT - 1);
  return [{ query, report: search.report }, ...others.filter((other) => !dropped.includes(other))].slice(
    0,
    KEPT_IN_ALL,
  );
}

/**
 * Keeps a search on the device, to be offered when the box is empty.
 *
 * @param report slug of the report that was searched; null for all reports
 */
export function rememberSearch(query: string, report: string | null): void {
  store(KEY, JSON.stringify(withSearch(readRecent(localStorage.getItem(KEY)), { query, report })));
}

/**
 * What was last searched for on this device.
 *
 * @param report slug of the report; null for what was searched for in all reports
 * @returns the queries, the latest first, and a way to forget them
 */
export function useRecentSearches(report: string | null): [string[], () => void] {
  const [kept] = useStored(KEY);
  const searches = useMemo(() => readRecent(kept), [kept]);
  const queries = useMemo(
    () => searches.filter((search) => search.report === report).map(({ query }) => query),
    [searches, report],
  );
  return [queries, () => store(KEY, JSON.stringify(searches.filter((search) => search.report !== report)))];
}
