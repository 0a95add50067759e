"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

/** Browsers refuse more than about a hundred changes of the address in half a minute. */
const WRITE_DELAY_MS = 300;

/** The address of this page with another query and place. */
export function addressOf(query: string, hash = ""): string {
  const search = query.trim() === "" ? "" : `?${new URLSearchParams({ q: query.trim() })}`;
  return `${window.location.pathname}${search}${hash === "" ? "" : `#${hash}`}`;
}

/**
 * The text of the search box, kept in the address as `?q=`. Typing replaces the address a moment later; the browser's
 * back button brings the text back.
 *
 * @returns the text, and a function that sets it
 */
export function useQuery(): [string, (text: string) => void] {
  const inAddress = useSearchParams().get("q") ?? "";
  const [text, setText] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const set = useCallback((next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      window.history.replaceState(null, "", addressOf(next, window.location.hash.slice(1)));
    }, WRITE_DELAY_MS);
  }, []);

  useEffect(() => {
    const read = () => {
      clearTimeout(timer.current);
      setText(new URLSearchParams(window.location.search).get("q") ?? "");
    };
    window.addEventListener("popstate", read);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener("popstate", read);
    };
  }, []);

  return [text, set];
}
