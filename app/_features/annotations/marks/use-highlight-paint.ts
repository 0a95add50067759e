"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Span } from "@/lib/anchoring/anchor";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import type { Painted } from "../margin/use-note-filter";
import { HighlightPainter } from "./highlight-painter";
import { overlapsOf } from "./overlaps";

/** Later styles lie on earlier ones. */
const PRIORITY = { faint: 0, colour: 1, overlap: 2, linked: 3, active: 4 };

/**
 * Paints highlights over the text without touching it: one CSS highlight for each colour, one for where highlights lie
 * on each other, one for those that a filter leaves out, one for a passage that a link names, and one for the active highlight.
 */
export function useHighlightPaint(
  text: RefObject<HTMLElement | null>,
  { clear, faint }: Painted,
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
      const own = clear.filter((highlight) => highlight.colour === colour);
      painter.current?.paint(`colour-${colour}`, own, PRIORITY.colour);
    }
    painter.current?.paint("overlap", overlapsOf(clear), PRIORITY.overlap);
  }, [clear]);
  useLayoutEffect(() => painter.current?.paint("faint", faint, PRIORITY.faint), [faint]);

  useLayoutEffect(() => painter.current?.paint("linked", linked ? [linked] : [], PRIORITY.linked), [linked]);
  useLayoutEffect(() => painter.current?.paint("active", active ? [active] : [], PRIORITY.active), [active]);
}
