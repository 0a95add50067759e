"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { caretAt, offsetOfPoint } from "@/app/_features/text";
import type { PlacedHighlight } from "../state/use-highlights";
import { spansAt } from "./overlaps";

/** Highlights that lie on each other where somebody clicked. */
export interface OverlappingHighlights {
  /** The shortest first. */
  ids: readonly string[];
  /** Where it was clicked, in CSS pixels from the corner of the page. */
  x: number;
  y: number;
}

/**
 * Opens the highlight that is clicked; a click beside all of them closes. Where several lie on each other none is opened: which one
 * is meant is asked.
 *
 * @returns the highlights among which the person is to choose, if any, and what to call with those among which they have
 */
export function usePick(
  text: RefObject<HTMLElement | null>,
  highlights: readonly PlacedHighlight[],
  open: (id: string | null) => void,
): [OverlappingHighlights | null, (overlapping: OverlappingHighlights) => void] {
  const [overlapping, setOverlapping] = useState<OverlappingHighlights | null>(null);
  const latest = useRef({ highlights, open });
  useEffect(() => {
    latest.current = { highlights, open };
  });
  useEffect(() => {
    const root = text.current;
    const click = (event: MouseEvent) => {
      if (!root || !(event.target instanceof Element) || event.target.closest("a, button")) return;
      if (!document.getSelection()?.isCollapsed) return;
      const caret = caretAt(event.clientX, event.clientY);
      const offset = caret && root.contains(caret.node) ? offsetOfPoint(root, caret.node, caret.offset, "start") : null;
      const here = offset === null ? [] : spansAt(latest.current.highlights, offset);
      if (here.length > 1) setOverlapping({ ids: here.map(({ id }) => id), x: event.pageX, y: event.pageY });
      else latest.current.open(here[0]?.id ?? null);
    };
    root?.addEventListener("click", click);
    return () => root?.removeEventListener("click", click);
  }, [text]);
  // Another click may have asked anew before this one is answered.
  return [overlapping, (answered) => setOverlapping((now) => (now === answered ? null : now))];
}
