"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { readSearch, type SearchState, searchAddress } from "./search-state";

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const WRITE_DELAY_MS = 300;

/** A page's search, and how it is changed. */
export interface Asking {
  asked: SearchState;
  ask(change: Partial<SearchState>): void;
  /** The address of this page with the search changed. */
  hrefTo(change: Partial<SearchState>): string;
}

/**
 * The search of this page, kept in the address. Typing replaces the address a moment later, and before the page is left; the
 * browser's back button brings the search back.
 *
 * @param path of this page, without a search
 * @returns also a function that writes the address at once
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
    // The note that was opened is one of this query's hits.
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
