import { changeDraft, type Draft } from "@/app/_features/sync";
import { blockOf, placeAtTop, rangesOfOffsets, showRange, spanOfBlock } from "@/app/_features/text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { PlacedHighlight, ShareTarget, Tools } from "./state";

/** Which highlight is open or being edited, and which element has the focus. */
export interface Cards {
  /** Opens a highlight; null closes the open one. Unsaved text in the editor is kept as a draft. */
  open(id: string | null): void;
  /** Closes the open highlight and the list of notes. */
  close(): void;
  /** Opens a highlight and its note's editor. */
  edit(id: string): void;
  leaveEditor(): void;
  /** Opens a highlight and scrolls to its passage. */
  openThere(highlight: PlacedHighlight): void;
  /** Opens a highlight, scrolls to its passage, and focuses its card. */
  openByKey(highlight: PlacedHighlight): void;
  openById(id: string): void;
  /** Call this after the card has received the focus. */
  endFocusing(): void;
  changeDraft(key: string, change: (draft: Draft | undefined) => Draft | null): void;
  /** The focused paragraph, if its focus is visible because the user navigated to it with the keyboard. */
  focusedBlock(): HTMLElement | null;
  /** Focuses the paragraph where a passage starts. */
  toText(span: Span): void;
  /**
   * Closes the open highlight if it no longer exists. Another user may have deleted it, which also removes the focus.
   */
  leaveGone(was: PlacedHighlight): void;
  /**
   * Moves to the notes. Each call opens the next highlight of the focused paragraph. Without a focused paragraph, opens
   * the first highlight below the top of the window.
   */
  toNotes(): void;
  /**
   * Closes the editor or the open highlight.
   * @returns false if neither is open
   */
  stepBack(): boolean;
  setListOpen(isOpen: boolean): void;
  /**
   * Opens the share dialog for a passage.
   * @param from receives focus afterwards, because opening the dialog clears the selection
   */
  share(target: ShareTarget, from: HTMLElement | null): void;
  /** Adds a highlight's passage to a collection. */
  collect(id: string, from: HTMLElement | null): void;
  /** The element that receives focus after sharing or collecting. */
  opener: { readonly current: HTMLElement | null };
  endSharing(): void;
  endCollecting(): void;
}

/** The card that contains the focus. */
function focusedCard(): Element | null {
  return document.activeElement?.closest("[data-card]") ?? null;
}

/**
 * Moves the focus from a card to the next or previous one.
 * @returns false if no card has focus
 */
export function stepCard(by: 1 | -1): boolean {
  const card = focusedCard();
  if (!card) return false;
  const cards = [...document.querySelectorAll("[data-card]")];
  cards[cards.indexOf(card) + by]?.querySelector("button")?.focus();
  return true;
}

export function createCards({ t, page: { text }, get, update }: Tools): Cards {
  const opener: { current: HTMLElement | null } = { current: null };

  const edit = (id: string) => update({ active: id, editing: id });
  const open = (id: string | null) => {
    const { editing, drafts, hasMargin } = get();
    // If cards are shown beside the text, the card itself shows that it has a draft.
    if (editing && drafts[editing] && !hasMargin) {
      showToast({
        title: t("notes.draftKept"),
        action: { label: t("notes.goOnWriting"), onClick: () => edit(editing) },
      });
    }
    update({ active: id, editing: null });
  };
  const openThere = ({ id, start, end }: PlacedHighlight) => {
    open(id);
    const [range] = text.current ? rangesOfOffsets(text.current, [{ start, end }]) : [];
    if (range) showRange(range);
  };
  const openByKey = (highlight: PlacedHighlight) => {
    openThere(highlight);
    update({ focusing: highlight.id });
  };
  const focusedBlock = () => {
    const { activeElement } = document;
    const isBlock = activeElement?.matches("[data-block]:focus-visible") && text.current?.contains(activeElement);
    return isBlock ? (activeElement as HTMLElement) : null;
  };
  const toText = (span: Span) => {
    if (text.current) blockOf(text.current, span)?.focus({ preventScroll: true });
  };

  return {
    open,
    close: () => {
      update({ isListOpen: false });
      open(null);
    },
    edit,
    leaveEditor: () => update({ editing: null }),
    openThere,
    openByKey,
    openById: (id) => {
      const highlight = get().placed.find((each) => each.id === id);
      if (highlight) openByKey(highlight);
    },
    endFocusing: () => update({ focusing: null }),
    changeDraft: (key, change) => changeDraft(get().me.email, key, change),
    focusedBlock,
    toText,
    leaveGone: (was) => {
      const { active, current } = get();
      if (current || was.id !== active) return;
      update({ active: null });
      if (document.activeElement === document.body) toText(was);
    },
    toNotes: () => {
      const root = text.current;
      const block = root && (focusedBlock() ?? placeAtTop(root)?.element);
      if (!block) return;
      const { placed, active } = get();
      const isFrom = ({ start }: Span) => start >= (spanOfBlock(block)?.start ?? 0);
      const inBlock = placed.filter((each) => blockOf(root, each) === block);
      const after = inBlock.findIndex(({ id }) => id === active) + 1;
      const next = inBlock[after % Math.max(1, inBlock.length)] ?? (focusedBlock() ? undefined : placed.find(isFrom));
      if (next) openByKey(next);
    },
    stepBack: () => {
      const { editing, active, current } = get();
      if (editing) update({ editing: null });
      else if (active) {
        if (current && focusedCard()) toText(current);
        open(null);
      } else return false;
      return true;
    },
    setListOpen: (isListOpen) => update({ isListOpen }),
    share: (sharing, from) => {
      opener.current = from;
      update({ sharing });
    },
    collect: (id, from) => {
      opener.current = from;
      update({ collecting: [id] });
    },
    opener,
    endSharing: () => update({ sharing: null }),
    endCollecting: () => update({ collecting: null }),
  };
}
