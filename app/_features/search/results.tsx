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

/** What was found, as far as it can be shown at once. */
interface Shown extends Pick<SearchAnswer, "query" | "total" | "hints" | "unknown"> {
  /** The first of them, or all. */
  hits: readonly SearchHit[];
  completions: readonly Completion[];
}

/** How far a search has come. */
export type Search =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "failed"; retry(): void }
  | {
      state: "ready";
      shown: Shown;
      /** May be those of the query before, until there was time; null where there was none yet. */
      details: Pick<SearchAnswer, "query" | "hints" | "facets" | "relaxations"> | null;
    };

interface ResultsProps extends Omit<HitListProps, "hits" | "onLeave" | "explained"> {
  search: Exclude<Search, { state: "idle" }>;
  asking: Asking;
  /** Whether the results have the width of the page. */
  isWide?: boolean;
  /** How many hits can be had at most. */
  most?: number;
  /** Called when more hits are asked for than there are in `search`. */
  onMore?(): void;
  /** Puts the focus back into the search box. */
  toBox(): void;
}

/** Longer than most people take for the next letter: each row more costs time with each letter. */
const PAUSE_MS = 400;

/** What was found and how it could be asked better, or why nothing is shown. */
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
  /** The query of which all hits are listed. */
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
