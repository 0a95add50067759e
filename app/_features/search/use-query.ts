"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { readSearch, type SearchState, searchAddress } from "./search-state";

/** Delay before the URL is updated, in milliseconds. Browsers reject more than about 100 URL changes in 30 seconds. */
const WRITE_DELAY_MS = 300;

/** A page's search, and functions to change it. */
export interface Asking {
  asked: SearchState;
  ask(change: Partial<SearchState>): void;
  /** The URL of this page with some properties of the search changed. */
  hrefTo(change: Partial<SearchState>): string;
}

/**
 * The search on this page, which is stored in the URL. The URL is updated shortly after the user stops typing, and
 * before they leave the page. The back button restores the search.
 *
 * @param path of this page, without a search
 * @returns the search, with a function that updates the URL immediately
 */
export function useQuery(path: string): Asking & { write(): void } {
  const params = useSearchParams();
  const [asked, setAsked] = useState(() => readSearch(Object.fromEntries(params)));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unwritten = useRef<SearchState | null>(null);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (unwritten.current === null) return;
    const { pathname, search, hash } = window.location;
    const before = new URLSearchParams(search);
    // The open note is a hit only for the query with which it was found.
    const isSameQuery = before.get("q") === unwritten.current.query.trim();
    const note = isSameQuery ? before.get("note") : null;
    window.history.replaceState(null, "", searchAddress(pathname, unwritten.current, { hash: hash.slice(1), note }));
    unwritten.current = null;
  }, []);

  const ask = (change: Partial<SearchState>) => {
    const next = { ...asked, ...change };
    setAsked(next);
    unwritten.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(write, WRITE_DELAY_MS);
  };

  useEffect(() => {
    const read = () => {
      clearTimeout(timer.current);
      unwritten.current = null;
      setAsked(readSearch(Object.fromEntries(new URLSearchParams(window.location.search))));
    };
    window.addEventListener("popstate", read);
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener("popstate", read);
      window.removeEventListener("pagehide", write);
    };
  }, [write]);

  return { asked, ask, hrefTo: (change) => searchAddress(path, { ...asked, ...change }), write };
}
