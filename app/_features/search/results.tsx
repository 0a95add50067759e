"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LoadFailed, useSettled } from "@/app/_features/session";
import type { SearchAnswer } from "@/lib/library/schemas";
import type { Completion, SearchHit } from "@/lib/search/engine";
import { Facets } from "./facets";
import { HitList, type HitListProps } from "./hit-list";
import { Advice, Completions, NoHits } from "./search-advice";
import { FIRST_HITS, VISIBLE_HITS } from "./search-state";
import { useExplained } from "./use-explained";
import type { Asking } from "./use-query";

/** The results that can be shown immediately. */
interface Shown extends Pick<SearchAnswer, "query" | "total" | "hints" | "unknown"> {
  /** The first hits, or all of them. */
  hits: readonly SearchHit[];
  completions: readonly Completion[];
}

/** The state of a search. */
export type Search =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "failed"; retry(): void }
  | {
      state: "ready";
      shown: Shown;
      /**
       * The remaining results. While those for the current query are still being computed, these are the previous
       * query's results, or null if there are none.
       */
      details: Pick<SearchAnswer, "query" | "hints" | "facets" | "relaxations"> | null;
    };

interface ResultsProps extends Omit<HitListProps, "hits" | "onLeave" | "explained"> {
  search: Exclude<Search, { state: "idle" }>;
  asking: Asking;
  /** Whether the results take up the full width of the page. */
  isWide?: boolean;
  /** The largest number of hits that can be listed. */
  most?: number;
  /** Called when more hits are requested than `search` contains. */
  onMore?(): void;
  /** Moves the focus to the search box. */
  toBox(): void;
}

/**
 * The pause, in milliseconds, after which the user is assumed to have stopped typing. It is longer than the usual time
 * between keystrokes, because every additional row that is rendered slows down typing.
 */
const PAUSE_MS = 400;

/** The search results with suggestions, or the reason why there are none. */
export function Results({
  search,
  asking,
  isWide = false,
  most = Number.POSITIVE_INFINITY,
  onMore,
  toBox,
  ...list
}: ResultsProps) {
  const t = useTranslations();
  /** The query whose hits the user has asked to list in full. */
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const [isExplained] = useExplained();
  const isTyping = useSettled(asking.asked.query, PAUSE_MS) !== asking.asked.query;
  const unfold = (query: string) => {
    setUnfolded(query);
    onMore?.();
  };

  if (search.state === "loading") return <p className="px-3 py-4 text-muted">{t("search.loading")}</p>;
  if (search.state === "failed") {
    return <LoadFailed message={t("search.failed")} onRetry={search.retry} />;
  }
  const { shown, details } = search;
  const { hits, total, query } = shown;
  const current = list.current ? hits.indexOf(list.current) : -1;
  const listed =
    unfolded === query || current >= FIRST_HITS ? hits : hits.slice(0, isTyping ? VISIBLE_HITS : FIRST_HITS);
  const available = Math.min(total, most);
  const links = { asking, onAsked: toBox };
  return (
    <>
      <Completions completions={shown.completions} {...links} />
      <Advice query={query} hints={shown.hints} unknown={shown.unknown} {...links} />
      {details && <Facets asking={asking} details={details} isWide={isWide} />}
      {total === 0 ? (
        <NoHits query={query} relaxations={details?.query === query ? details.relaxations : []} {...links} />
      ) : (
        <HitList hits={listed} onLeave={toBox} explained={isExplained ? query : null} {...list} />
      )}
      {listed.length === FIRST_HITS && listed.length < available && (
        <button
          type="button"
          onClick={() => unfold(query)}
          className="min-h-11 w-full cursor-pointer rounded px-3 text-accent hover:bg-accent-soft"
        >
          {t("search.more", { count: available })}
        </button>
      )}
      {listed.length >= most && listed.length < total && (
        <p className="px-3 py-4 text-muted">{t("search.onlyFirst", { count: listed.length, total })}</p>
      )}
    </>
  );
}
