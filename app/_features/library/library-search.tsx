"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import {
  FIRST_HITS,
  isSearch,
  placeInAddress,
  Results,
  rememberSearch,
  type Search,
  SearchBox,
  SearchOptions,
  type SearchState,
  searchAddress,
  useListsResults,
  useQuery,
} from "@/app/_features/search";
import { useLatest, useSettled } from "@/app/_features/session";
import { type Account, Header } from "@/app/_features/shell";
import { useKeys } from "@/app/_ui/use-keys";
import type { CompletionsAnswer, SearchAnswer } from "@/lib/library/schemas";
import type { SearchDocument } from "@/lib/search/documents";
import type { Completion } from "@/lib/search/engine";
import { LibraryLines } from "./library-lines";

/** Debounce delay, in milliseconds. It is about the time between two keystrokes. */
const SETTLED_MS = 120;
/** Maximum number of hits per response. */
const MOST_HITS = 200;
const MAX_COMPLETIONS = 5;
const NONE: Completion[] = [];

interface LibrarySearchProps {
  account: Account;
  /** The server's results for the query in the URL. */
  found: SearchAnswer | null;
  /** Shown while no search is active. */
  children: ReactNode;
}

/**
 * The library's search box. While it contains a query, the passages found in all reports replace the list of
 * reports.
 */
export function LibrarySearch({ account, found, children }: LibrarySearchProps) {
  const t = useTranslations();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const { asked, ask, hrefTo } = useQuery("/");
  const [isSubmitted, setSubmitted] = useState(false);
  const { query, match, sort } = asked;
  /** The query for which the user has requested the full list of hits. */
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const search = useLibrarySearch({ query, match, sort }, unfolded === query ? MOST_HITS : FIRST_HITS, found);
  const isListed = useListsResults() || found !== null;
  const isAnswered = isListed && search.state === "ready" && search.shown.query === query;
  const isLined = isSearch(asked) && asked.view === "lines";

  const change: typeof ask = (next) => {
    setSubmitted(false);
    ask(next);
  };
  const openFirst = () => list.current?.querySelector("a")?.click();
  useEffect(() => {
    if (!isSubmitted || !isAnswered) return;
    setSubmitted(false);
    list.current?.querySelector("a")?.click();
  }, [isSubmitted, isAnswered]);

  const toBox = () => {
    input.current?.focus();
    input.current?.select();
  };
  const close = () => change({ query: "", view: "list" });
  useKeys({ "/": toBox, Escape: () => (isLined ? change({ view: "list" }) : close()) });

  const hrefOf = (document: SearchDocument) =>
    searchAddress(`/r/${document.report}`, { ...asked, view: "list" }, placeInAddress(document));

  return (
    <>
      <Header
        account={account}
        search={
          <SearchBox
            label={t("search.inLibrary")}
            report={null}
            value={query}
            onChange={(typed) => change({ query: typed })}
            onPick={(picked, how) => change({ query: picked, ...how })}
            onSubmit={() => (isAnswered ? openFirst() : setSubmitted(true))}
            onDown={() => list.current?.querySelector("a")?.focus()}
            onEscape={close}
            inputRef={input}
          />
        }
      />
      <main
        id="main"
        tabIndex={-1}
        className={`mx-auto px-5 pt-10 pb-24 outline-none ${isLined ? "max-w-6xl" : "max-w-3xl"}`}
      >
        {search.state === "idle" ? (
          children
        ) : (
          <>
            <h1 className="mb-2 px-3 font-semibold font-serif text-title">{t("library.resultsTitle")}</h1>
            <p role="status" className="px-3 text-muted text-small">
              {search.state === "ready" && t("search.total", { count: search.shown.total })}
            </p>
            <SearchOptions isServed={found !== null} asking={{ asked, ask: change, hrefTo }} report={null} />
            {isLined ? (
              <LibraryLines asked={asked} href={({ document }) => hrefOf(document)} />
            ) : (
              <Results
                isServed={found !== null}
                search={search}
                asking={{ asked, ask: change, hrefTo }}
                isWide
                most={MOST_HITS}
                onMore={() => setUnfolded(query)}
                href={hrefOf}
                onOpen={() => rememberSearch(query, null)}
                toBox={toBox}
                listRef={list}
                showReport
              />
            )}
          </>
        )}
      </main>
    </>
  );
}

/**
 * Searches all reports on the server. The previous results stay until the new ones arrive.
 *
 * @param limit maximum number of hits
 * @param found server results for the query in the URL
 */
function useLibrarySearch(
  { query, match, sort }: Omit<SearchState, "view">,
  limit: number,
  found: SearchAnswer | null,
): Search {
  const settled = useSettled(query, SETTLED_MS);
  const isActive = query.trim() !== "" && settled.trim() !== "";
  const asked = new URLSearchParams({ q: settled, match, sort, limit: String(limit) });
  const { data, isFailed, retry } = useLatest<SearchAnswer>(isActive ? `/api/search?${asked}` : null);
  const completions = useLatest<CompletionsAnswer>(
    isActive ? `/api/search/completions?${new URLSearchParams({ q: settled })}` : null,
  );
  const answer = data ?? (found?.query === query ? found : undefined);

  if (query.trim() === "") return { state: "idle" };
  if (isFailed) return { state: "failed", retry };
  if (!answer) return { state: "loading" };
  const offered = completions.data?.completions ?? NONE;
  return {
    state: "ready",
    shown: { ...answer, completions: answer.query === settled ? offered.slice(0, MAX_COMPLETIONS) : NONE },
    details: answer,
  };
}
