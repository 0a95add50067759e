"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const WRITE_DELAY_MS = 300;

/**
 * The address of a page with a query and a place in it.
 *
 * @param path the page without either
 * @param hash id of an element, or "" for none
 */
export function addressOf(path: string, query: string, hash = ""): string {
  const search = query.trim() === "" ? "" : `?${new URLSearchParams({ q: query.trim() })}`;
  return `${path}${search}${hash === "" ? "" : `#${hash}`}`;
}

/**
 * The text of the search box, kept in the address as `?q=`. Typing replaces the address a moment later, and before the
 * page is left; the browser's back button brings the text back.
 *
 * @returns the text, and a function that sets it
 */
export function useQuery(): [string, (text: string) => void] {
  const inAddress = useSearchParams().get("q") ?? "";
  const [text, setText] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unwritten = useRef<string | null>(null);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (unwritten.current === null) return;
    const address = addressOf(window.location.pathname, unwritten.current, window.location.hash.slice(1));
    unwritten.current = null;
    window.history.replaceState(null, "", address);
  }, []);

  const set = useCallback(
    (next: string) => {
      setText(next);
      unwritten.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(write, WRITE_DELAY_MS);
    },
    [write],
  );

  useEffect(() => {
    const read = () => {
      clearTimeout(timer.current);
      unwritten.current = null;
      setText(new URLSearchParams(window.location.search).get("q") ?? "");
    };
    window.addEventListener("popstate", read);
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener("popstate", read);
      window.removeEventListener("pagehide", write);
    };
  }, [write]);

  return [text, set];
}
