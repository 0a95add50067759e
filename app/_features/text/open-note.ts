"use client";

import { useEffect, useState } from "react";

const OPEN_NOTE = "concord:open-note";

/** Opens the note of a highlight, which stands in the address as `?note=`; again where it is there already. */
export function openNote(highlight: string): void {
  window.dispatchEvent(new CustomEvent(OPEN_NOTE, { detail: highlight }));
}

/**
 * Calls `open` with the highlight whose note the address names, when the page is opened and when it is asked for, as soon as it is
 * there.
 */
export function useOpenedNote<H extends { id: string }>(highlights: readonly H[], open: (highlight: H) => void): void {
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    const read = () => setWanted(new URLSearchParams(window.location.search).get("note"));
    const listen = (event: Event) => setWanted((event as CustomEvent<string>).detail);
    read();
    window.addEventListener("popstate", read);
    window.addEventListener(OPEN_NOTE, listen);
    return () => {
      window.removeEventListener("popstate", read);
      window.removeEventListener(OPEN_NOTE, listen);
    };
  }, []);

  useEffect(() => {
    const found = wanted !== null && highlights.find(({ id }) => id === wanted);
    if (!found) return;
    setWanted(null);
    open(found);
  });
}
