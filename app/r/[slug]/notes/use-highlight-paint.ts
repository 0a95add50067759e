"use client";

import { type RefObject, useEffect } from "react";
import { COLOURS } from "@/lib/annotations/colours";
import { rangesOfOffsets } from "../text-offsets";
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
  useEffect(() => {
    const root = text.current;
    if (!root || !("highlights" in CSS)) return;
    const paint = (name: string, spans: readonly Span[], priority: number) => {
      const highlight = new Highlight(...rangesOfOffsets(root, spans));
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    };
    for (const colour of COLOURS) {
      paint(
        `colour-${colour}`,
        highlights.filter((highlight) => highlight.colour === colour),
        PRIORITY.colour,
      );
    }
    paint("overlap", overlapsOf(highlights), PRIORITY.overlap);
    paint("linked", linked ? [linked] : [], PRIORITY.linked);
    paint("active", active ? [active] : [], PRIORITY.active);
  }, [text, highlights, active, linked]);

  useEffect(
    () => () => {
      for (const name of [...COLOURS.map((colour) => `colour-${colour}`), "overlap", "linked", "active"]) {
        CSS.highlights?.delete(name);
      }
    },
    [],
  );
}
