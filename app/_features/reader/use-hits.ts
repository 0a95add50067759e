"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { isSearch, placeInAddress, rememberSearch, searchAddress, useQuery } from "@/app/_features/search";
import { openNote, type Place, placeAtTop, rangesOfOffsets, returnTo } from "@/app/_features/text";
import type { SearchDocument } from "@/lib/search/documents";
import type { SearchHit } from "@/lib/search/engine";
import { type Searched, useReportSearch } from "./use-report-search";
import { placesOf, useSearchMarks } from "./use-search-marks";

/**
 * Where a hit is placed when it is scrolled into view, as a fraction of the window's height. This is below the header
 * and leaves some context above the hit.
 */
const HIT_HEIGHT = 0.3;

/** The open hit in the URL: a block, or a note on it, identified by its highlight. */
interface Opened {
  block: string;
  note: string | null;
}

/**
 * Search in the open report: the query, its hits, the open hit, and navigation between them. The query and the open hit
 * are in the URL, so the back button goes through the opened hits.
 *
 * @param text the element that contains the report's text
 * @param isTextCovered whether the text is hidden behind the pages of its file
 */
export function useHits(
  slug: string,
  text: RefObject<HTMLElement | null>,
  { isTextCovered, ...searched }: Searched & { isTextCovered: boolean },
) {
  const { write, ...asking } = useQuery(`/r/${slug}`);
  const { asked } = asking;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [origin, setOrigin] = useState<Place | null>(null);
  /** The scroll position after the last jump to a hit, in CSS pixels from the top of the page. */
  const landed = useRef(0);
  /** The query whose first hit should open as soon as it is known. */
  const submitted = useRef<string | null>(null);

  const { search, worked, hits } = useReportSearch(slug, asked, searched);
  const shown = search.state === "ready" ? search.shown : null;
  const position = opened && shown ? shown.hits.findIndex((hit) => isNamed(hit, opened)) : -1;
  const marks = useSearchMarks(text, worked, shown?.hits[position], isTextCovered);

  useEffect(() => {
    const read = () => setOpened(openedInAddress());
    read();
    window.addEventListener("popstate", read);
    window.addEventListener("hashchange", read);
    return () => {
      window.removeEventListener("popstate", read);
      window.removeEventListener("hashchange", read);
    };
  }, []);

  const ask: typeof asking.ask = (change) => {
    submitted.current = null;
    asking.ask(change);
    // The concordance covers the text, so the open hit is closed.
    if (change.query !== undefined || change.view === "lines") setOpened(null);
  };

  /** @param at the text offset of the words to show, by default those of the first match. A figure is shown whole. */
  const open = (hit: SearchDocument, at?: number) => {
    const root = text.current;
    const element = document.getElementById(hit.block);
    if (!root || !element) return;
    // If the user has scrolled since the last hit, "back" should lead to where they are now.
    const hasMoved = Math.abs(window.scrollY - landed.current) > window.innerHeight;
    if (!origin || hasMoved) setOrigin(placeAtTop(root));
    rememberSearch(asked.query, slug);
    // The previous history entry must contain the current query.
    write();
    setOpened({ block: hit.block, note: hit.note?.highlight ?? null });
    window.history.pushState(null, "", searchAddress(window.location.pathname, asked, placeInAddress(hit)));
    // Make the text interactive now, because the concordance that covered it isn't removed until the next render.
    root.inert = false;
    element.focus({ preventScroll: true });
    const span = hit.note
      ? { start: hit.start, end: hit.note.end }
      : { start: at ?? hit.start, end: hit.start + hit.text.length };
    const [range] = hit.kind === "figure" ? [] : rangesOfOffsets(root, [span]);
    window.scrollBy({ top: (range ?? element).getBoundingClientRect().top - window.innerHeight * HIT_HEIGHT });
    landed.current = window.scrollY;
    if (hit.note) openNote(hit.note.highlight);
  };

  const openHit = (hit: SearchHit) => open(hit, placesOf([hit])[0]?.start);

  /** Opens the next or previous hit, wrapping around. If none is open, opens the first or last one. */
  const step = (by: 1 | -1) => {
    const all = hits();
    const from = position < 0 && by === -1 ? 0 : position;
    const hit = all[(from + by + all.length) % all.length];
    if (hit) openHit(hit);
  };

  /**
   * Opens the first hit for the text in the search box, now or as soon as it is known. If that query is already shown,
   * opens the next hit.
   */
  const submit = () => {
    if (shown?.query === asked.query) step(1);
    else submitted.current = asked.query;
  };
  useEffect(() => {
    if (submitted.current === null || submitted.current !== shown?.query) return;
    submitted.current = null;
    step(1);
  });

  /** Ends the search and stays at the current hit. */
  const close = () => ask({ query: "", view: "list" });

  const goBack = () => {
    if (!origin) return;
    returnTo(origin);
    setOrigin(null);
    setOpened(null);
    // Switch to the list, because the concordance would cover that position.
    const listed = { ...asked, view: "list" as const };
    asking.ask(listed);
    window.history.replaceState(null, "", searchAddress(window.location.pathname, listed));
  };

  return {
    asking,
    ask,
    search,
    /** Whether a search is active. */
    isSearching: isSearch(asked),
    /** All hits of the last completed search. */
    worked,
    /** The marks of the hits, in painting order. */
    marks,
    /** The open hit. */
    opened,
    /** Index of the open hit; -1 if none is open. */
    position,
    open,
    openHit,
    step,
    submit,
    close,
    /** Null if no hit has been opened since the reader last went back. */
    goBack: origin ? goBack : null,
  };
}

function openedInAddress(): Opened | null {
  const block = window.location.hash.slice(1);
  return block === "" ? null : { block, note: new URLSearchParams(window.location.search).get("note") };
}

function isNamed({ block, note }: SearchHit, opened: Opened): boolean {
  return block === opened.block && (note?.highlight ?? null) === opened.note;
}
