import { tryPersist } from "@/app/_features/sync";
import { placeAtTop, textOfOffsets } from "@/app/_features/text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { HighlightView } from "@/lib/annotations/schemas";
import type { Cards } from "../state/cards";
import type { Highlights } from "../state/highlights";
import type { AnnotationsState, Goal, Tools } from "../state/state";

/** How many highlights of earlier editions are how in this one. */
export type Counts = Record<HighlightView["state"], number>;

/** The highlights that have no place in the edition on the page. */
export interface Unplaced {
  /** Those about which nothing is decided. */
  pending: readonly HighlightView[];
  /** Those that somebody keeps as they are. */
  settled: readonly HighlightView[];
  /** What became of the highlights of earlier editions; null where there is none of them. */
  summary: Counts | null;
}

/** Which have no place now, found once for all who ask. */
export function unplacedFinder(): (state: AnnotationsState) => Unplaced {
  let last: { all: AnnotationsState["all"]; found: Unplaced } | null = null;
  return ({ all }) => {
    if (last?.all !== all) last = { all, found: unplacedOf(all) };
    return last.found;
  };
}

function unplacedOf(all: readonly HighlightView[]): Unplaced {
  const without = all.filter(({ start }) => start === null);
  const carried = all.filter((each) => each.carried);
  return {
    pending: without.filter(({ settled }) => !settled),
    settled: without.filter(({ settled }) => settled),
    summary: carried.length > 0 ? countsOf(carried) : null,
  };
}

function countsOf(highlights: readonly HighlightView[]): Counts {
  const counts: Counts = { anchored: 0, moved: 0, changed: 0, ambiguous: 0, orphan: 0 };
  for (const { state } of highlights) counts[state]++;
  return counts;
}

/** What can be done about them. */
export interface UnplacedActions {
  toggleUnplaced(): void;
  /** Opens their list and goes there, or to one of its entries. */
  showUnplaced(goal?: Goal): void;
  /** To be called when the list has taken the focus, or what was to be shown is not wanted any more. */
  arrive(): void;
  /** Begins to attach one by hand. */
  beginAttaching(highlight: HighlightView): void;
  /** @returns false where none is being attached */
  cancelAttaching(): boolean;
  attach(highlight: HighlightView, span: Span): void;
  /** Takes back that it was attached by hand. */
  detach(highlight: HighlightView): void;
  /** Keeps it as it is. */
  keepUnplaced(highlight: HighlightView): void;
}

interface Others {
  highlights: Pick<Highlights, "make">;
  cards: Cards;
}

export function createUnplacedActions({ t, page, get, update }: Tools, { highlights, cards }: Others): UnplacedActions {
  const { text } = page;
  const edition = page.edition.id;
  const undoable = (title: string, undo: () => void) =>
    showToast({ title, action: { label: t("notes.undo"), onClick: undo } });
  const showUnplaced = (goal: Goal = "heading") => update({ isUnplacedOpen: true, goal });
  const detach = (highlight: HighlightView) => {
    if (!tryPersist(t, () => highlights.make(highlight, null, { kind: "highlight.detach", edition }))) return;
    showToast({ title: t("editions.detachedSaid") });
    showUnplaced();
  };
  const settle = (highlight: HighlightView, isSettled: boolean): boolean => {
    const change = { kind: "highlight.settle", edition, isSettled } as const;
    const isKept = tryPersist(t, () => highlights.make(highlight, null, change));
    // The button that has the focus goes.
    if (isKept) showUnplaced();
    return isKept;
  };

  return {
    toggleUnplaced: () => update({ isUnplacedOpen: !get().isUnplacedOpen }),
    showUnplaced,
    arrive: () => update({ goal: null }),
    beginAttaching: (highlight) => {
      cards.close();
      update({ attaching: highlight });
      // So that keys begin where the person reads.
      const block = text.current && placeAtTop(text.current)?.element;
      block?.focus({ preventScroll: true });
    },
    cancelAttaching: () => {
      if (!get().attaching) return false;
      update({ attaching: null });
      showUnplaced();
      return true;
    },
    attach: (highlight, { start, end }) => {
      if (!text.current) return;
      const to = { edition, start, end, quote: textOfOffsets(text.current, start, end) };
      if (!tryPersist(t, () => highlights.make(highlight, null, { kind: "highlight.attach", to }))) return;
      document.getSelection()?.removeAllRanges();
      update({ attaching: null });
      cards.openByKey({ ...highlight, start, end });
      undoable(t("editions.attachedSaid"), () => detach(highlight));
    },
    detach,
    keepUnplaced: (highlight) => {
      if (settle(highlight, true)) undoable(t("editions.keptSaid"), () => void settle(highlight, false));
    },
  };
}
