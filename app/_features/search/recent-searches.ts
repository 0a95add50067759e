"use client";

import { useMemo } from "react";
import { store, useStored } from "@/app/_ui/use-stored";

/** A past search in one report or in all of them. */
interface RecentSearch {
  query: string;
  /** The report's slug; null for all reports. */
  report: string | null;
}

const KEY = "recent-searches";

/** Maximum number of searches stored per scope: one report, or all reports together. */
const KEPT = 8;

/** Maximum number of searches stored in total. */
const KEPT_IN_ALL = 80;

/** Parses the output of `withSearch`. The list is empty if the input is invalid. */
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

/** Adds a search to the front of the list and removes any duplicate. */
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
 * Stores a search on the device, to be suggested when the search box is empty.
 *
 * @param report slug of the searched report; null for all reports
 */
export function rememberSearch(query: string, report: string | null): void {
  store(KEY, JSON.stringify(withSearch(readRecent(localStorage.getItem(KEY)), { query, report })));
}

/**
 * The recent searches on this device.
 *
 * @param report the report's slug; null for searches in all reports
 * @returns the queries, latest first, and a function to clear them
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
