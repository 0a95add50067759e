"use client";

import { type RefObject, useEffect } from "react";
import type { SearchHit } from "@/lib/search/engine";
import { rangesOfOffsets } from "./text-offsets";

/** The words of hits as spans of the canonical text. */
export function spansOf(hits: readonly SearchHit[]): { start: number; end: number }[] {
  return hits.flatMap((hit) => hit.ranges.map(([start, end]) => ({ start: hit.start + start, end: hit.start + end })));
}

/**
 * Marks the words of all hits in the text, those of the current hit more strongly, and its block with `data-current`. The
 * text's own nodes stay as they are (CSS Custom Highlight API, one Highlight per style).
 */
export function useSearchMarks(
  text: RefObject<HTMLElement | null>,
  hits: readonly SearchHit[],
  current: SearchHit | undefined,
): void {
  useEffect(() => {
    const root = text.current;
    if (!root || !("highlights" in CSS) || hits.length === 0) return;
    const paint = (name: string, marked: readonly SearchHit[], priority: number) => {
      const highlight = new Highlight(...rangesOfOffsets(root, spansOf(marked)));
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    };
    paint("search", hits, 1);
    if (current) paint("search-current", [current], 2);
    return () => {
      CSS.highlights.delete("search");
      CSS.highlights.delete("search-current");
    };
  }, [text, hits, current]);

  useEffect(() => {
    const block = current && document.getElementById(current.block);
    block?.setAttribute("data-current", "");
    return () => block?.removeAttribute("data-current");
  }, [current]);
}
