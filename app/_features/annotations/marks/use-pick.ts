"use client";

import { useEffect, useRef, useState } from "react";
import { caretAt, offsetOfPoint } from "@/app/_features/text";
import { useActions, useAnnotations, usePage } from "../state/context";
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
export function usePick(): [OverlappingHighlights | null, (overlapping: OverlappingHighlights) => void] {
  const { text } = usePage();
  const { open, close } = useActions();
  const highlights = useAnnotations((state) => state.placed);
  const [overlapping, setOverlapping] = useState<OverlappingHighlights | null>(null);
  const latest = useRef(highlights);
  useEffect(() => {
    latest.current = highlights;
  });
  useEffect(() => {
    const root = text.current;
    const click = (event: MouseEvent) => {
      if (!root || !(event.target instanceof Element) || event.target.closest("a, button")) return;
      if (!document.getSelection()?.isCollapsed) return;
      const caret = caretAt(event.clientX, event.clientY);
      const offset = caret && root.contains(caret.node) ? offsetOfPoint(root, caret.node, caret.offset, "start") : null;
      const here = offset === null ? [] : spansAt(latest.current, offset);
      if (here.length > 1) setOverlapping({ ids: here.map(({ id }) => id), x: event.pageX, y: event.pageY });
      else if (here[0]) open(here[0].id);
      else close();
    };
    root?.addEventListener("click", click);
    return () => root?.removeEventListener("click", click);
  }, [text, open, close]);
  // Another click may have asked anew before this one is answered.
  return [overlapping, (answered) => setOverlapping((now) => (now === answered ? null : now))];
}
