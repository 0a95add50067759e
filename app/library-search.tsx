"use client";

import { type ReactNode, useDeferredValue, useRef, useState } from "react";
import useSWR from "swr";
import type { SearchHit, SearchResult } from "@/lib/search/engine";
import { fetchJson } from "./ui/fetch-json";
import { Header } from "./ui/header";
import { Results, type Search } from "./ui/results";
import { SearchBox } from "./ui/search-box";
import { useKeys } from "./ui/use-keys";
import { useQuery } from "./ui/use-query";
import { words } from "./words/en";

const FIRST_HITS = 50;
const ALL_HITS = 1000;

function hrefOf(hit: SearchHit, query: string): string {
  return `/r/${hit.report}?${new URLSearchParams({ q: query.trim() })}#${hit.block}`;
}

/** The library's search box and, while it holds a query, the passages found in all reports instead of their list. */
export function LibrarySearch({ children }: { children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [query, setQuery] = useQuery();
  const [limit, setLimit] = useState(FIRST_HITS);
  const asked = useDeferredValue(query.trim());
  const { data, error, mutate } = useSWR<SearchResult, Error>(
    asked === "" ? null : `/api/search?${new URLSearchParams({ q: asked, limit: String(limit) })}`,
    fetchJson,
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  const search: Search =
    asked === ""
      ? { state: "idle" }
      : data
        ? { state: "ready", result: data }
        : error
          ? { state: "failed", retry: () => void mutate() }
          : { state: "loading" };

  const ask = (next: string) => {
    setQuery(next);
    setLimit(FIRST_HITS);
  };
  const toBox = () => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({ "/": toBox, Escape: () => ask("") });

  return (
    <>
      <Header
        search={
          <SearchBox
            label={words.search.inLibrary}
            value={query}
            onChange={ask}
            onSubmit={() => list.current?.querySelector("a")?.click()}
            onDown={() => list.current?.querySelector("a")?.focus()}
            onEscape={() => ask("")}
            inputRef={input}
          />
        }
      />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        {search.state === "idle" ? (
          children
        ) : (
          <>
            <h1 className="mb-2 px-3 font-semibold font-serif text-title">{words.library.resultsTitle}</h1>
            <p role="status" className="mb-4 px-3 text-muted text-small">
              {search.state === "ready" && words.search.total(search.result.total)}
            </p>
            <Results
              search={search}
              href={(hit) => hrefOf(hit, query)}
              onLeave={toBox}
              onShowAll={() => setLimit(ALL_HITS)}
              listRef={list}
              showReport
            />
          </>
        )}
      </main>
    </>
  );
}
