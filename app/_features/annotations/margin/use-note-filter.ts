"use client";

import { useMemo, useState } from "react";
import { chosenIn, isAskedFor, NO_FILTER, type NoteFilter } from "@/lib/annotations/notes/note-filter";
import type { PlacedHighlight } from "../state/use-highlights";

/** What is painted in the text: what the filter asks for as ever, and the rest faintly, so that it is still known to be there. */
export interface Painted {
  clear: readonly PlacedHighlight[];
  faint: readonly PlacedHighlight[];
}

/** Which notes are shown, and how that is chosen. */
export interface NotesShown {
  highlights: readonly PlacedHighlight[];
  /** How many are shown: of the notes, or of the highlights where none has a note. */
  count: number;
  /** Those among which it is chosen. */
  all: readonly PlacedHighlight[];
  painted: Painted;
  filter: NoteFilter;
  change(change: Partial<NoteFilter>): void;
  clear(): void;
  /** How much of the filter is chosen. */
  chosen: number;
  /** Whether the open note is shown though the filter does not ask for it. */
  isOpenBeside: boolean;
}

const NONE: readonly PlacedHighlight[] = [];

/**
 * Filters notes, and the highlights in the text with them, for as long as the page is open.
 *
 * @param placed all highlights that stand in the text
 * @param listed those of them among whose notes it is chosen
 * @param kept ids of those that are shown in any case, since something was typed on them
 * @param open the highlight that is open
 */
export function useNoteFilter(
  placed: readonly PlacedHighlight[],
  listed: readonly PlacedHighlight[],
  { kept, open }: { kept: ReadonlySet<string>; open: PlacedHighlight | undefined },
): NotesShown {
  const [filter, setFilter] = useState(NO_FILTER);
  const chosen = chosenIn(filter);
  const openId = open?.id;
  const { shown, painted } = useMemo(() => {
    if (chosenIn(filter) === 0) return { shown: listed, painted: { clear: placed, faint: NONE } };
    const isShown = (each: PlacedHighlight) => kept.has(each.id) || each.id === openId || isAskedFor(filter, each);
    const clear = placed.filter(isShown);
    const isClear = new Set(clear);
    return {
      shown: listed.filter((each) => isClear.has(each)),
      painted: { clear, faint: placed.filter((each) => !isClear.has(each)) },
    };
  }, [placed, listed, filter, kept, openId]);
  const hasNotes = listed.length > 0;
  return {
    highlights: shown,
    count: (hasNotes ? shown : painted.clear).length,
    all: hasNotes ? listed : placed,
    painted,
    filter,
    change: (change) => setFilter((before) => ({ ...before, ...change })),
    clear: () => setFilter(NO_FILTER),
    chosen,
    isOpenBeside: open !== undefined && !isAskedFor(filter, open),
  };
}
