"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { addressOf, useQuery } from "@/app/ui/use-query";
import type { SearchHit, SearchResult } from "@/lib/search/engine";
import { type Place, placeAtTop, returnTo } from "./place";
import { rangesOfOffsets } from "./text-offsets";
import { useReportSearch } from "./use-report-search";
import { spansOf, useSearchMarks } from "./use-search-marks";

/** The part of the window, from its top, at which a hit is shown: below the bar, with some text before it. */
const HIT_HEIGHT = 0.3;

const NO_HITS: SearchHit[] = [];

/**
 * Search in the open report: the query, its hits, which of them is open, and the way there and back. The query and the
 * open hit are in the address; the back button leads through the hits that were opened.
 *
 * @param text the element that holds the report's text
 * @param initial what the server found for the query in the address
 */
export function useHits(slug: string, text: RefObject<HTMLElement | null>, initial: SearchResult | null) {
  const [query, setQuery] = useQuery();
  const [expected, setExpected] = useState(false);
  const [block, setBlock] = useState<string | null>(null);
  const [origin, setOrigin] = useState<Place | null>(null);
  /** Where the window was left by the last jump, in CSS pixels from the top of the page. */
  const landed = useRef(0);
  /** The query whose first hit is to be opened as soon as it is known. */
  const submitted = useRef<string | null>(null);

  const search = useReportSearch(slug, query, expected, initial);
  const result = search.state === "ready" ? search.result : undefined;
  const hits = result?.hits ?? NO_HITS;
  const position = hits.findIndex((hit) => hit.block === block);
  useSearchMarks(text, hits, hits[position]);

  useEffect(() => {
    const read = () => setBlock(window.location.hash.slice(1) || null);
    read();
    window.addEventListener("popstate", read);
    window.addEventListener("hashchange", read);
    return () => {
      window.removeEventListener("popstate", read);
      window.removeEventListener("hashchange", read);
    };
  }, []);

  const ask = (next: string) => {
    submitted.current = null;
    setQuery(next);
    setBlock(null);
  };

  const open = (hit: SearchHit) => {
    const root = text.current;
    const element = document.getElementById(hit.block);
    if (!root || !element) return;
    // Whoever has read on from the last hit wants to come back to where they are now.
    const hasMoved = Math.abs(window.scrollY - landed.current) > window.innerHeight;
    if (!origin || hasMoved) setOrigin(placeAtTop(root));
    setBlock(hit.block);
    window.history.pushState(null, "", addressOf(window.location.pathname, query, hit.block));
    element.focus({ preventScroll: true });
    const first = rangesOfOffsets(root, spansOf([hit]).slice(0, 1))[0] ?? element;
    window.scrollBy({ top: first.getBoundingClientRect().top - window.innerHeight * HIT_HEIGHT });
    landed.current = window.scrollY;
  };

  /** Opens the next or previous hit, round and round; the first or last where none is open. */
  const step = (by: 1 | -1) => {
    const from = position < 0 && by === -1 ? 0 : position;
    const hit = hits[(from + by + hits.length) % hits.length];
    if (hit) open(hit);
  };

  /** Opens the first hit of what is in the search box, now or once it is known; the next one where it is open already. */
  const submit = () => {
    if (result?.query === query) step(1);
    else submitted.current = query;
  };
  useEffect(() => {
    if (submitted.current === null || submitted.current !== result?.query) return;
    submitted.current = null;
    step(1);
  });

  /** Ends the search and leaves the reader where the hit is. */
  const close = () => ask("");

  const goBack = () => {
    if (!origin) return;
    returnTo(origin);
    setOrigin(null);
    setBlock(null);
    window.history.replaceState(null, "", addressOf(window.location.pathname, query));
  };

  return {
    query,
    ask,
    /** Call when a search is likely soon, so that the index is ready for the first letter. */
    expect: () => setExpected(true),
    search,
    hits,
    /** Index of the open hit in `hits`, or -1. */
    position,
    open,
    step,
    submit,
    close,
    /** Null where no hit was opened since the reader last went back. */
    goBack: origin ? goBack : null,
  };
}
