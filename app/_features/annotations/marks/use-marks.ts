"use client";

import { useMemo } from "react";
import type { Mark } from "@/app/_features/text";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { useLinkedSpan } from "../selection/use-linked-passage";
import { useAnnotations, useNotesShown, usePage } from "../state/context";
import { overlapsOf } from "./overlaps";

/**
 * The marks on the text, in painting order: one for each colour, and one each for overlaps, for highlights excluded by
 * the filter, for the passage in the URL and for the active highlight. A mark is the same object as long as its spans
 * are the same.
 */
export function useMarks(): readonly Mark[] {
  const { edition } = usePage();
  const { clear, faint } = useNotesShown().painted;
  const active = useAnnotations((state) => state.current);
  const linked = useLinkedSpan(edition.ordinal);
  const excluded = useMemo(() => ({ style: "faint", spans: faint, priority: 0 }), [faint]);
  const coloured = useMemo(
    () => [
      ...COLOURS.map((colour) => ({
        style: `colour-${colour}`,
        spans: clear.filter((highlight) => highlight.colour === colour),
        priority: 1,
      })),
      { style: "overlap", spans: overlapsOf(clear), priority: 2 },
    ],
    [clear],
  );
  const inAddress = useMemo(() => ({ style: "linked", spans: linked ? [linked] : [], priority: 3 }), [linked]);
  const current = useMemo(() => ({ style: "active", spans: active ? [active] : [], priority: 4 }), [active]);
  return useMemo(() => [excluded, ...coloured, inAddress, current], [excluded, coloured, inAddress, current]);
}
