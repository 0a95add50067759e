"use client";

import { useEffect, useState } from "react";

const OPEN_NOTE = "concord:open-note";

/** Opens the note of the highlight in the URL (`?note=`), even if the URL hasn't changed. */
export function openNote(highlight: string): void {
  window.dispatchEvent(new CustomEvent(OPEN_NOTE, { detail: highlight }));
}

/**
 * Calls `open` with the highlight in the URL, as soon as that highlight is available. This happens when the page loads
 * and whenever a note is requested.
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
