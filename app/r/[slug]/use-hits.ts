"use client";

import { type RefObject, useEffect, useState } from "react";
import { addressOf, useQuery } from "@/app/ui/use-query";
import type { SearchHit } from "@/lib/search/engine";
import { type Place, placeAtTop, returnTo } from "./place";
import { rangesOfOffsets } from "./text-offsets";
import { FIRST_HITS, useReportSearch } from "./use-report-search";
import { spansOf, useSearchMarks } from "./use-search-marks";

/** The part of the window, from its top, at which a hit is shown: below the bar, with some text before it. */
const HIT_HEIGHT = 0.3;

const NO_HITS: SearchHit[] = [];

/**
 * Search in the open report: the query, its hits, which of them is open, and the way there and back. The query and the
 * open hit are in the address; the back button leads through the hits that were opened.
 *
 * @param text the element that holds the report's text
 */
export function useHits(slug: string, text: RefObject<HTMLElement | null>) {
  const [query, setQuery] = useQuery();
  const [expected, setExpected] = useState(false);
  const [limit, setLimit] = useState(FIRST_HITS);
  const [block, setBlock] = useState<string | null>(null);
  const [origin, setOrigin] = useState<Place | null>(null);

  const search = useReportSearch(slug, query, expected, limit);
  const hits = search.state === "ready" ? search.result.hits : NO_HITS;
  const total = search.state === "ready" ? search.result.total : 0;
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
    setQuery(next);
    setLimit(FIRST_HITS);
  };

  const open = (hit: SearchHit) => {
    const root = text.current;
    const element = document.getElementById(hit.block);
    if (!root || !element) return;
    if (!origin) setOrigin(placeAtTop(root));
    setBlock(hit.block);
    window.history.pushState(null, "", addressOf(query, hit.block));
    element.focus({ preventScroll: true });
    const first = rangesOfOffsets(root, spansOf([hit]).slice(0, 1))[0] ?? element;
    window.scrollBy({ top: first.getBoundingClientRect().top - window.innerHeight * HIT_HEIGHT });
  };

  /** Opens the next or previous hit, round and round; the first or last where none is open. */
  const step = (by: 1 | -1) => {
    const from = position < 0 && by === -1 ? 0 : position;
    const hit = hits[(from + by + hits.length) % hits.length];
    if (hit) open(hit);
  };

  /** Ends the search and leaves the reader where the hit is. */
  const close = () => {
    ask("");
    setBlock(null);
  };

  const goBack = () => {
    if (!origin) return;
    returnTo(origin);
    setOrigin(null);
    setBlock(null);
    window.history.replaceState(null, "", addressOf(query));
  };

  return {
    query,
    ask,
    /** Call when a search is likely soon, so that the index is ready for the first letter. */
    expect: () => setExpected(true),
    search,
    hits,
    total,
    /** Index of the open hit in `hits`, or -1. */
    position,
    open,
    step,
    close,
    showAll: () => setLimit(Number.POSITIVE_INFINITY),
    /** Null where no hit was opened since the reader last went back. */
    goBack: origin ? goBack : null,
  };
}
