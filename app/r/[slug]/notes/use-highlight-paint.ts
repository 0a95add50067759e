"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import { COLOURS } from "@/lib/annotations/colours";
import { HighlightPainter } from "./highlight-painter";
import { overlapsOf, type Span } from "./overlaps";
import type { PlacedHighlight } from "./use-highlights";

/** Later styles lie on earlier ones. */
const PRIORITY = { colour: 0, overlap: 1, linked: 2, active: 3 };

/**
 * Paints highlights over the text without touching it: one CSS highlight for each colour, one for where highlights lie
 * on each other, one for a passage that a link names, and one for the active highlight.
 */
export function useHighlightPaint(
  text: RefObject<HTMLElement | null>,
  highlights: readonly PlacedHighlight[],
  active: Span | undefined,
  linked: Span | undefined,
): void {
  const painter = useRef<HighlightPainter | null>(null);

  // Each as soon as it is known, and nothing again that stays as it is.
  useLayoutEffect(() => {
    if (!text.current || !("highlights" in CSS)) return;
    const made = new HighlightPainter(text.current);
    painter.current = made;
    return () => made.clear();
  }, [text]);

  useLayoutEffect(() => {
    for (const colour of COLOURS) {
      const own = highlights.filter((highlight) => highlight.colour === colour);
      painter.current?.paint(`colour-${colour}`, own, PRIORITY.colour);
    }
    painter.current?.paint("overlap", overlapsOf(highlights), PRIORITY.overlap);
  }, [highlights]);

  useLayoutEffect(() => painter.current?.paint("linked", linked ? [linked] : [], PRIORITY.linked), [linked]);
  useLayoutEffect(() => painter.current?.paint("active", active ? [active] : [], PRIORITY.active), [active]);
}
