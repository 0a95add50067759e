"use client";

import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from "react";
import useSWR from "swr";
import type { SearchHit, SearchResult } from "@/lib/search/engine";
import type { AccountMenuProps } from "./ui/account-menu";
import { fetchJson } from "./ui/fetch-json";
import { Header } from "./ui/header";
import { Results, type Search } from "./ui/results";
import { SearchBox } from "./ui/search-box";
import { useKeys } from "./ui/use-keys";
import { useQuery } from "./ui/use-query";
import { words } from "./words/en";

function hrefOf(hit: SearchHit, query: string): string {
  return `/r/${hit.report}?${new URLSearchParams({ q: query.trim() })}#${hit.block}`;
}

interface LibrarySearchProps {
  account: AccountMenuProps;
  /** What the server found for the query in the address. */
  found: SearchResult | null;
  /** What is shown while nothing is searched. */
  children: ReactNode;
}

/** The library's search box and, while it holds a query, the passages found in all reports instead of their list. */
export function LibrarySearch({ account, found, children }: LibrarySearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [query, ask] = useQuery();
  const asked = useDeferredValue(query.trim());
  const [isSubmitted, setSubmitted] = useState(false);
  const { data, error, mutate } = useSWR<SearchResult, Error>(
    asked === "" ? null : `/api/search?${new URLSearchParams({ q: asked })}`,
    fetchJson,
    { revalidateOnFocus: false, fallbackData: found?.query === asked ? found : undefined },
  );
  const search = stateOf(asked, data, error, () => void mutate());
  const isAnswered = search.state === "ready" && asked === query.trim();

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
  useKeys({ "/": toBox, Escape: () => ask("") });

  return (
    <>
      <Header
        account={account}
        search={
          <SearchBox
            label={words.search.inLibrary}
            value={query}
            onChange={(next) => {
              setSubmitted(false);
              ask(next);
            }}
            onSubmit={() => (isAnswered ? openFirst() : setSubmitted(true))}
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
            <Results search={search} href={(hit) => hrefOf(hit, query)} onLeave={toBox} listRef={list} showReport />
          </>
        )}
      </main>
    </>
  );
}

function stateOf(asked: string, data: SearchResult | undefined, error: Error | undefined, retry: () => void): Search {
  if (asked === "") return { state: "idle" };
  if (data) return { state: "ready", result: data };
  return error ? { state: "failed", retry } : { state: "loading" };
}
