"use client";

import { type RefObject, useEffect, useMemo } from "react";
import { type Mark, useHighlightPainter } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import type { SearchHit } from "@/lib/search/engine";

/** The spans of the matched words in the text. Notes and figures are left out, because they aren't part of the text. */
function spansOf(hits: readonly SearchHit[]): Span[] {
  return hits.flatMap(({ kind, start, ranges }) =>
    kind === "note" || kind === "figure" ? [] : ranges.map(([from, to]) => ({ start: start + from, end: start + to })),
  );
}

/** The spans that hits point to: their words, the passage of a note, or the place of a figure, which is empty. */
export function placesOf(hits: readonly SearchHit[]): Span[] {
  return hits.flatMap((hit) => {
    const { kind, start, note } = hit;
    return kind === "note" || kind === "figure" ? [{ start, end: note?.end ?? start }] : spansOf([hit]);
  });
}

/**
 * Marks the words of all hits in the text, more strongly for the current hit, whose block is also marked with
 * `data-current`.
 *
 * @returns the marks, in painting order
 */
export function useSearchMarks(
  text: RefObject<HTMLElement | null>,
  hits: readonly SearchHit[],
  current: SearchHit | undefined,
  isCovered: boolean,
): readonly Mark[] {
  const all = useMemo(() => ({ style: "search", spans: spansOf(hits), priority: 1 }), [hits]);
  const open = useMemo(
    () => ({ style: "search-current", spans: current ? spansOf([current]) : [], priority: 2 }),
    [current],
  );
  const marks = useMemo(() => [all, open], [all, open]);
  useHighlightPainter(text, marks, isCovered);

  useEffect(() => {
    const block = current && document.getElementById(current.block);
    block?.setAttribute("data-current", "");
    return () => block?.removeAttribute("data-current");
  }, [current]);

  return marks;
}
