"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { isSearch, placeInAddress, rememberSearch, searchAddress, useQuery } from "@/app/_features/search";
import { openNote, type Place, placeAtTop, rangesOfOffsets, returnTo } from "@/app/_features/text";
import type { SearchDocument } from "@/lib/search/documents";
import type { SearchHit } from "@/lib/search/engine";
import { type Searched, useReportSearch } from "./use-report-search";
import { placesOf, useSearchMarks } from "./use-search-marks";

/** The part of the window, from its top, at which a hit is shown: below the bar, with some text before it. */
const HIT_HEIGHT = 0.3;

/** A hit as the address names it: a block, or a note on it by its highlight. */
interface Opened {
  block: string;
  note: string | null;
}

/**
 * Search in the open report: the search, its hits, which of them is open, and the way there and back. The search and the
 * open hit are in the address; the back button leads through the hits that were opened.
 *
 * @param text the element that holds the report's text
 */
export function useHits(slug: string, text: RefObject<HTMLElement | null>, searched: Searched) {
  const { write, ...asking } = useQuery(`/r/${slug}`);
  const { asked } = asking;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [origin, setOrigin] = useState<Place | null>(null);
  /** Where the window was left by the last jump, in CSS pixels from the top of the page. */
  const landed = useRef(0);
  /** The query whose first hit is to be opened as soon as it is known. */
  const submitted = useRef<string | null>(null);

  const { search, worked, hits } = useReportSearch(slug, asked, searched);
  const shown = search.state === "ready" ? search.shown : null;
  const position = opened && shown ? shown.hits.findIndex((hit) => isNamed(hit, opened)) : -1;
  useSearchMarks(text, worked, shown?.hits[position]);

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
    // Lines that are asked for are shown over the text, not below an open hit.
    if (change.query !== undefined || change.view === "lines") setOpened(null);
  };

  /** @param at offset in the text of the words to be shown; those that come first by default */
  const open = (hit: SearchDocument, at?: number) => {
    const root = text.current;
    const element = document.getElementById(hit.block);
    if (!root || !element) return;
    // Whoever has read on from the last hit wants to come back to where they are now.
    const hasMoved = Math.abs(window.scrollY - landed.current) > window.innerHeight;
    if (!origin || hasMoved) setOrigin(placeAtTop(root));
    rememberSearch(asked.query, slug);
    // The entry that is left keeps the search as it was.
    write();
    setOpened({ block: hit.block, note: hit.note?.highlight ?? null });
    window.history.pushState(null, "", searchAddress(window.location.pathname, asked, placeInAddress(hit)));
    // The lines that lay over it make room with the next render only.
    root.inert = false;
    element.focus({ preventScroll: true });
    const span = hit.note
      ? { start: hit.start, end: hit.note.end }
      : { start: at ?? hit.start, end: hit.start + hit.text.length };
    const [range] = rangesOfOffsets(root, [span]);
    window.scrollBy({ top: (range ?? element).getBoundingClientRect().top - window.innerHeight * HIT_HEIGHT });
    landed.current = window.scrollY;
    if (hit.note) openNote(hit.note.highlight);
  };

  const openHit = (hit: SearchHit) => open(hit, placesOf([hit])[0]?.start);

  /** Opens the next or previous hit, round and round; the first or last where none is open. */
  const step = (by: 1 | -1) => {
    const all = hits();
    const from = position < 0 && by === -1 ? 0 : position;
    const hit = all[(from + by + all.length) % all.length];
    if (hit) openHit(hit);
  };

  /** Opens the first hit of what is in the search box, now or once it is known; the next one where it is open already. */
  const submit = () => {
    if (shown?.query === asked.query) step(1);
    else submitted.current = asked.query;
  };
  useEffect(() => {
    if (submitted.current === null || submitted.current !== shown?.query) return;
    submitted.current = null;
    step(1);
  });

  /** Ends the search and leaves the reader where the hit is. */
  const close = () => ask({ query: "", view: "list" });

  const goBack = () => {
    if (!origin) return;
    returnTo(origin);
    setOrigin(null);
    setOpened(null);
    // Lines would lie over that place.
    const listed = { ...asked, view: "list" as const };
    asking.ask(listed);
    window.history.replaceState(null, "", searchAddress(window.location.pathname, listed));
  };

  return {
    asking,
    ask,
    search,
    /** Whether there is a search. */
    isSearching: isSearch(asked),
    /** All hits of the last search for which there was time. */
    worked,
    /** The hit that is open. */
    opened,
    /** Place of the open hit among all, from 0; -1 where none is open. */
    position,
    open,
    openHit,
    step,
    submit,
    close,
    /** Null where no hit was opened since the reader last went back. */
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
