"use client";

import { useState } from "react";
import { words } from "@/app/words/en";
import type { SearchResult } from "@/lib/search/engine";
import { HitList, type HitListProps } from "./hit-list";
import { LoadFailed } from "./load-failed";

/** How far a search has come. */
export type Search =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "failed"; retry(): void }
  | { state: "ready"; result: SearchResult };

interface ResultsProps extends Omit<HitListProps, "hits"> {
  search: Exclude<Search, { state: "idle" }>;
}

/** Hits that are listed at first; the others are when asked for. */
const FIRST_HITS = 50;

/** What was found, or why nothing is shown. */
export function Results({ search, ...list }: ResultsProps) {
  /** The query of which all hits are listed. */
  const [unfolded, setUnfolded] = useState<string | null>(null);

  if (search.state === "loading") return <p className="px-3 py-4 text-muted">{words.search.loading}</p>;
  if (search.state === "failed") {
    return <LoadFailed message={words.search.failed} onRetry={search.retry} />;
  }
  const { hits, total, query } = search.result;
  const current = hits.findIndex(({ block }) => block === list.current);
  const shown = unfolded === query || current >= FIRST_HITS ? hits : hits.slice(0, FIRST_HITS);
  if (total === 0) {
    return (
      <div className="px-3 py-4">
        <p className="wrap-anywhere">{words.search.none(query.trim())}</p>
        <p className="mt-2 text-muted">{words.search.noneHow}</p>
      </div>
    );
  }
  return (
    <>
      <HitList hits={shown} {...list} />
      {shown.length < total && (
        <button
          type="button"
          onClick={() => setUnfolded(query)}
          className="min-h-11 w-full cursor-pointer rounded px-3 text-accent hover:bg-accent-soft"
        >
          {words.search.more(total)}
        </button>
      )}
    </>
  );
}
