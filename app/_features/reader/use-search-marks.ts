"use client";

import { type RefObject, useEffect } from "react";
import { rangesOfOffsets } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import type { SearchHit } from "@/lib/search/engine";

/** The spans of the matched words in the text. Matches in notes are left out, because notes aren't part of the text. */
function spansOf(hits: readonly SearchHit[]): Span[] {
  return hits.flatMap(({ start, ranges, note }) =>
    note ? [] : ranges.map(([from, to]) => ({ start: start + from, end: start + to })),
  );
}

/** The spans that hits point to: their words, or the passage of a note. */
export function placesOf(hits: readonly SearchHit[]): Span[] {
  return hits.flatMap((hit) => (hit.note ? [{ start: hit.start, end: hit.note.end }] : spansOf([hit])));
}

/**
 * Marks the words of all hits in the text, more strongly for the current hit, whose block is also marked with
 * `data-current`. The text nodes stay unchanged, because the marks use the CSS Custom Highlight API, with one Highlight
 * per style.
 */
export function useSearchMarks(
  text: RefObject<HTMLElement | null>,
  hits: readonly SearchHit[],
  current: SearchHit | undefined,
): void {
  useEffect(() => paint(text.current, "search", hits, 1), [text, hits]);
  useEffect(() => paint(text.current, "search-current", current ? [current] : [], 2), [text, current]);

  useEffect(() => {
    const block = current && document.getElementById(current.block);
    block?.setAttribute("data-current", "");
    return () => block?.removeAttribute("data-current");
  }, [current]);
}

/** @returns a function that removes the marks */
function paint(root: HTMLElement | null, style: string, hits: readonly SearchHit[], priority: number) {
  const spans = spansOf(hits);
  if (!root || !("highlights" in CSS) || spans.length === 0) return;
  const highlight = new Highlight(...rangesOfOffsets(root, spans));
  highlight.priority = priority;
  CSS.highlights.set(style, highlight);
  return () => {
    CSS.highlights.delete(style);
  };
}
