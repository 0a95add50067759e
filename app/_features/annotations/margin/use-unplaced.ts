"use client";

import { type RefObject, useCallback, useMemo, useState } from "react";
import { tryPersist } from "@/app/_features/sync";
import { placeAtTop, textOfOffsets } from "@/app/_features/text";
import { words } from "@/app/_messages/en";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { HighlightView } from "@/lib/annotations/schemas";
import type { Highlights, PageEdition, PlacedHighlight } from "../state/use-highlights";

/** How many highlights of earlier editions stand how in this one. */
type Counts = Record<HighlightView["state"], number>;

/** What of the list is to be gone to: its heading, or the entry of a highlight by its id. */
type Goal = "heading" | { id: string };

/** The highlights that have no place in the edition on the page, and what can be done about it. */
export interface Unplaced {
  /** Those about which nothing is decided. */
  pending: readonly HighlightView[];
  /** Those that somebody keeps as they are. */
  settled: readonly HighlightView[];
  /** What became of the highlights of earlier editions; null where there is none of them. */
  summary: Counts | null;
  /** The one that is being attached by hand. */
  attaching: HighlightView | null;
  /** Whether the list is open. */
  isShown: boolean;
  setShown(isShown: boolean): void;
  /** Opens the list and goes there, or to one of its entries. */
  show(goal?: Goal): void;
  /** Where the list is to take the focus as soon as it is there. */
  goal: Goal | null;
  /** Called once it has. */
  arrive(): void;
  begin(highlight: HighlightView): void;
  cancel(): void;
  attach(highlight: HighlightView, span: Span): void;
  /** Takes back that it was attached by hand. */
  takeOff(highlight: HighlightView): void;
  keep(highlight: HighlightView): void;
}

interface Options {
  text: RefObject<HTMLElement | null>;
  highlights: Pick<Highlights, "all" | "make">;
  /** Called with a highlight that has got its place. */
  onPlaced(highlight: PlacedHighlight): void;
}

/** Follows the highlights that have no place in the edition on the page; see `Unplaced`. */
export function useUnplaced({ id: edition }: PageEdition, { text, highlights, onPlaced }: Options): Unplaced {
  const { all, make } = highlights;
  const [attaching, setAttaching] = useState<HighlightView | null>(null);
  const [isShown, setShown] = useState(false);
  const [goal, setGoal] = useState<Goal | null>(null);

  const standing = useMemo(() => {
    const without = all.filter(({ start }) => start === null);
    const carried = all.filter((each) => each.carried);
    return {
      pending: without.filter(({ settled }) => !settled),
      settled: without.filter(({ settled }) => settled),
      summary: carried.length > 0 ? countsOf(carried) : null,
    };
  }, [all]);

  const show = useCallback((to: Goal = "heading") => {
    setShown(true);
    setGoal(to);
  }, []);
  const undoable = (title: string, undo: () => void) =>
    showToast({ title, action: { label: words.notes.undo, onClick: undo } });

  const takeOff = (highlight: HighlightView) => {
    if (!tryPersist(() => make(highlight, null, { kind: "highlight.detach", edition }))) return;
    showToast({ title: words.editions.detachedSaid });
    show();
  };
  const settle = (highlight: HighlightView, isSettled: boolean): boolean => {
    const isKept = tryPersist(() => make(highlight, null, { kind: "highlight.settle", edition, isSettled }));
    // The button that has the focus goes.
    if (isKept) show();
    return isKept;
  };

  return {
    ...standing,
    attaching,
    isShown,
    setShown,
    show,
    goal,
    arrive: useCallback(() => setGoal(null), []),
    begin: (highlight) => {
      setAttaching(highlight);
      // So that keys begin where the person reads.
      const block = text.current && placeAtTop(text.current)?.element;
      block?.focus({ preventScroll: true });
    },
    cancel: () => {
      setAttaching(null);
      show();
    },
    attach: (highlight, { start, end }) => {
      if (!text.current) return;
      const quote = textOfOffsets(text.current, start, end);
      const to = { edition, start, end, quote };
      if (!tryPersist(() => make(highlight, null, { kind: "highlight.attach", to }))) return;
      document.getSelection()?.removeAllRanges();
      setAttaching(null);
      onPlaced({ ...highlight, start, end });
      undoable(words.editions.attachedSaid, () => takeOff(highlight));
    },
    takeOff,
    keep: (highlight) => {
      if (settle(highlight, true)) undoable(words.editions.keptSaid, () => void settle(highlight, false));
    },
  };
}

function countsOf(highlights: readonly HighlightView[]): Counts {
  const counts: Counts = { anchored: 0, moved: 0, changed: 0, ambiguous: 0, orphan: 0 };
  for (const { state } of highlights) counts[state]++;
  return counts;
}
