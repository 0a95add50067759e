"use client";

import { useMemo } from "react";
import type { Span } from "@/lib/anchoring/anchor";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { useAnnotations, useNotesShown } from "../state/context";

/** Spans that are marked in the same style. */
export interface Mark {
  /** The style's name in `::highlight()`. */
  style: string;
  spans: readonly Span[];
}

/** The marks on the text, in painting order, for components that show the text in another form. */
export function useMarks(): readonly Mark[] {
  const { clear, faint } = useNotesShown().painted;
  const active = useAnnotations((state) => state.current);
  return useMemo(() => {
    const ofColour = (colour: number) => clear.filter((highlight) => highlight.colour === colour);
    return [
      { style: "faint", spans: faint },
      ...COLOURS.map((colour) => ({ style: `colour-${colour}`, spans: ofColour(colour) })),
      { style: "active", spans: active ? [active] : [] },
    ];
  }, [clear, faint, active]);
}
