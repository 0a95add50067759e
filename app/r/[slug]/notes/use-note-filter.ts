"use client";

import { useMemo, useState } from "react";
import { chosenIn, isAskedFor, NO_FILTER, type NoteFilter } from "@/lib/annotations/note-filter";
import type { PlacedHighlight } from "./use-highlights";

/** Which notes are shown, and how that is chosen. */
export interface NotesShown {
  highlights: readonly PlacedHighlight[];
  /** Those among which it is chosen. */
  all: readonly PlacedHighlight[];
  filter: NoteFilter;
  change(change: Partial<NoteFilter>): void;
  clear(): void;
  /** How much of the filter is chosen. */
  chosen: number;
  /** Whether the open note is shown though the filter does not ask for it. */
  isOpenBeside: boolean;
}

/**
 * Filters notes, for as long as the page is open.
 *
 * @param kept ids of those that are shown in any case, since something was typed on them
 * @param open the highlight that is open
 */
export function useNoteFilter(
  highlights: readonly PlacedHighlight[],
  kept: ReadonlySet<string>,
  open: PlacedHighlight | undefined,
): NotesShown {
  const [filter, setFilter] = useState(NO_FILTER);
  const chosen = chosenIn(filter);
  const openId = open?.id;
  const shown = useMemo(() => {
    const isShown = (each: PlacedHighlight) => kept.has(each.id) || each.id === openId || isAskedFor(filter, each);
    return chosenIn(filter) === 0 ? highlights : highlights.filter(isShown);
  }, [highlights, filter, kept, openId]);
  return {
    highlights: shown,
    all: highlights,
    filter,
    change: (change) => setFilter((before) => ({ ...before, ...change })),
    clear: () => setFilter(NO_FILTER),
    chosen,
    isOpenBeside: open !== undefined && !isAskedFor(filter, open),
  };
}
