import { changeDraft, type Draft } from "@/app/_features/sync";
import { blockOf, placeAtTop, rangesOfOffsets, showRange, spanOfBlock } from "@/app/_features/text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";
import type { PlacedHighlight, ShareTarget, Tools } from "./state";

/** Which highlight is open or written on, and what has the focus. */
export interface Cards {
  /** Opens a highlight, or closes the one that is open. What was typed in the editor is kept as a draft. */
  open(id: string | null): void;
  /** Closes the open highlight and the list of notes. */
  close(): void;
  /** Opens a highlight and the editor of its note. */
  edit(id: string): void;
  leaveEditor(): void;
  /** Opens a highlight, shows its passage and puts the focus on its card. */
  openByKey(highlight: PlacedHighlight): void;
  openById(id: string): void;
  /** To be called when the card that was to take the focus has it. */
  endFocusing(): void;
  changeDraft(key: string, change: (draft: Draft | undefined) => Draft | null): void;
  /** The paragraph that the reader has gone to by keys, so that its focus shows. */
  focusedBlock(): HTMLElement | null;
  /** Puts the focus on the paragraph in which a passage begins. */
  toText(span: Span): void;
  /** Lets go of the open highlight where it is gone: somebody else may have deleted it, and taken the focus with it. */
  leaveGone(was: PlacedHighlight): void;
  /**
   * Goes to the notes: opens the highlights of the paragraph that has the focus, one after the other; without one, the first
   * highlight from the top of the window on.
   */
  toNotes(): void;
  /** One step back: from the editor, or the open highlight. @returns false where there is neither */
  stepBack(): boolean;
  setListOpen(isOpen: boolean): void;
  /** Shares a passage outside. @param from has the focus again afterwards: selected words are no longer selected then */
  share(target: ShareTarget, from: HTMLElement | null): void;
  /** Puts the passage of a highlight into a collection. */
  collect(id: string, from: HTMLElement | null): void;
  /** What has the focus again after sharing or collecting. */
  opener: { readonly current: HTMLElement | null };
  endSharing(): void;
  endCollecting(): void;
}

/** The card that has the focus, or something in it that has. */
function focusedCard(): Element | null {
  return document.activeElement?.closest("[data-card]") ?? null;
}

/** Moves the focus from a card to the next or previous one. @returns false where no card has it */
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
    // Beside the text the draft's card says so itself.
    if (editing && drafts[editing] && !hasMargin) {
      showToast({
        title: t("notes.draftKept"),
        action: { label: t("notes.goOnWriting"), onClick: () => edit(editing) },
      });
    }
    update({ active: id, editing: null });
  };
  const openByKey = ({ id, start, end }: PlacedHighlight) => {
    open(id);
    update({ focusing: id });
    const [range] = text.current ? rangesOfOffsets(text.current, [{ start, end }]) : [];
    if (range) showRange(range);
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
