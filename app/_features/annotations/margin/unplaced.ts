import { tryPersist } from "@/app/_features/sync";
import { placeAtTop, textOfOffsets } from "@/app/_features/text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { Attachment, HighlightView } from "@/lib/annotations/schemas";
import type { MarkedArea } from "../state/areas";
import type { Cards } from "../state/cards";
import type { Highlights } from "../state/highlights";
import type { AnnotationsState, Goal, Tools } from "../state/state";

/** The number of highlights by anchor state in this edition. */
export type Counts = Record<HighlightView["state"], number>;

/** The highlights that are unplaced in the page's edition. */
export interface Unplaced {
  /** The unplaced highlights that still need a decision. */
  pending: readonly HighlightView[];
  /** The highlights that someone chose to leave unplaced. */
  settled: readonly HighlightView[];
  /** How the highlights of earlier editions were placed in this one; null if there are none. */
  summary: Counts | null;
}

/** Memoized, so that the unplaced highlights are found only once for all components. */
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

/** Actions on unplaced highlights. */
export interface UnplacedActions {
  toggleUnplaced(): void;
  /** Opens the list of unplaced highlights and focuses its heading or one of its entries. */
  showUnplaced(goal?: Goal): void;
  /** Call this after the list has received the focus, or to prevent the list from taking it. */
  arrive(): void;
  /** Starts to reattach a highlight manually. */
  beginAttaching(highlight: HighlightView): void;
  /** @returns false if no highlight is being reattached */
  cancelAttaching(): boolean;
  attach(highlight: HighlightView, span: Span): void;
  /** Attaches the area that is being reattached to another area. */
  attachArea(marked: MarkedArea): void;
  /** Detaches a highlight that was reattached manually. */
  detach(highlight: HighlightView): void;
  /** Leaves a highlight unplaced. */
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
  const attach = (highlight: HighlightView, to: Attachment) => {
    if (!tryPersist(t, () => highlights.make(highlight, null, { kind: "highlight.attach", to }))) return;
    document.getSelection()?.removeAllRanges();
    update({ attaching: null });
    cards.openByKey({ ...highlight, start: to.start, end: to.end });
    undoable(t("editions.attachedSaid"), () => detach(highlight));
  };
  const settle = (highlight: HighlightView, isSettled: boolean): boolean => {
    const change = { kind: "highlight.settle", edition, isSettled } as const;
    const isKept = tryPersist(t, () => highlights.make(highlight, null, change));
    // Move the focus, because the focused button is about to be removed.
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
      // Starts keyboard selection at the reading position.
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
      if (text.current) attach(highlight, { edition, start, end, quote: textOfOffsets(text.current, start, end) });
    },
    attachArea: ({ area, offset }) => {
      const { attaching } = get();
      if (attaching) attach(attaching, { edition, start: offset, end: offset, quote: "", area });
    },
    detach,
    keepUnplaced: (highlight) => {
      if (settle(highlight, true)) undoable(t("editions.keptSaid"), () => void settle(highlight, false));
    },
  };
}
