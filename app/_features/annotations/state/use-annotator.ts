"use client";

import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useAudiences } from "@/app/_features/notes";
import { highlightOfKey, useDrafts } from "@/app/_features/sync";
import { blockOf, placeAtTop, rangesOfOffsets, showRange, spanOfBlock } from "@/app/_features/text";
import { words } from "@/app/_messages/en";
import { showToast } from "@/app/_ui/toasts";
import type { Role } from "@/lib/accounts/roles";
import type { Span } from "@/lib/anchoring/anchor";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";
import { cardActions } from "../card/card-actions";
import type { ShareTarget } from "../dialogs/share-dialog";
import { useMarkStyle } from "../marks/use-mark-style";
import { selectionActions } from "../selection/selection-actions";
import { useTextSelection } from "../selection/use-selection";
import type { Step } from "./undo";
import { type Highlights, type PageEdition, type PlacedHighlight, useHighlights } from "./use-highlights";
import { useUndo } from "./use-undo";

/** The card that has the focus, or something in it that has. */
function focusedCard(): Element | null {
  return document.activeElement?.closest("[data-card]") ?? null;
}

/** Moves the focus from a card to the next or previous one. @returns false where no card has it */
function stepCard(by: 1 | -1): boolean {
  const card = focusedCard();
  if (!card) return false;
  const cards = [...document.querySelectorAll("[data-card]")];
  cards[cards.indexOf(card) + by]?.querySelector("button")?.focus();
  return true;
}

interface AnnotatorOptions {
  text: RefObject<HTMLElement | null>;
  /** The person who reads. */
  me: { id: string; name: string; email: string; role: Role };
  /** The edition on the page. */
  edition: PageEdition;
  /** Whether cards stand beside the text; else they lie over it, and are not opened unless they were asked for. */
  hasMargin: boolean;
}

/**
 * What a person does with highlights and notes: the selection, which highlight is open or being written on, and the
 * actions on each.
 */
export function useAnnotator(slug: string, { text, me, edition, hasMargin }: AnnotatorOptions) {
  // The server decides; this only keeps from those who read what they could not do.
  const mayMark = me.role !== "reader";
  const [selection, readSelection] = useTextSelection(text);
  const [style, setStyle] = useMarkStyle();
  const audiences = useAudiences();
  const toNextAudience = () => setStyle({ audience: audiences.after(style.audience) });
  const [drafts, changeDraft] = useDrafts(me.email);
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const typedOn = [...Object.keys(drafts).map(highlightOfKey), editing].join(" ");
  const kept = useMemo(() => new Set(typedOn.split(" ")), [typedOn]);
  const highlights: Highlights = useHighlights(slug, me, edition, kept);
  const [sharing, setSharing] = useState<ShareTarget | null>(null);
  /** Ids of the highlights that are to be put into a collection. */
  const [collecting, setCollecting] = useState<readonly string[] | null>(null);
  /** What has the focus again when either is over: selected words are not selected any more then. */
  const opener = useRef<HTMLElement | null>(null);
  /** The highlight whose card takes the focus as soon as it is there. */
  const [focusing, setFocusing] = useState<string | null>(null);
  const current = highlights.placed.find(({ id }) => id === active);

  const edit = (id: string) => {
    setActive(id);
    setEditing(id);
  };

  /** Opens a highlight, or closes the one that is open. What was typed in the editor is kept as a draft. */
  const open = (id: string | null) => {
    // Beside the text the draft's card says so itself.
    if (editing && drafts[editing] && !hasMargin) {
      showToast({
        title: words.notes.draftKept,
        action: { label: words.notes.goOnWriting, onClick: () => edit(editing) },
      });
    }
    setActive(id);
    setEditing(null);
  };

  /** Opens a highlight, shows its passage and puts the focus on its card. */
  const openByKey = ({ id, start, end }: PlacedHighlight) => {
    open(id);
    setFocusing(id);
    const [range] = text.current ? rangesOfOffsets(text.current, [{ start, end }]) : [];
    if (range) showRange(range);
  };

  /** The paragraph that the reader has gone to by keys, so that its focus shows. */
  const focusedBlock = () => {
    const { activeElement } = document;
    const isBlock = activeElement?.matches("[data-block]:focus-visible") && text.current?.contains(activeElement);
    return isBlock ? (activeElement as HTMLElement) : null;
  };

  /** What is to be marked, linked or shared: what is selected, else the paragraph that has the focus. */
  const passage = (): Span | null => {
    const block = focusedBlock();
    return readSelection() ?? (block && spanOfBlock(block));
  };

  /** The open highlight, where neither a selection nor the focus in another paragraph says that something else is meant. */
  const meant = (): PlacedHighlight | undefined => {
    const block = focusedBlock();
    const isElsewhere = block && current && text.current && blockOf(text.current, current) !== block;
    return readSelection() || isElsewhere ? undefined : current;
  };

  /** Puts the focus on the paragraph in which a passage begins. */
  const toText = (span: Span) => {
    if (text.current) blockOf(text.current, span)?.focus({ preventScroll: true });
  };

  // Somebody else may have taken the open highlight away, and the focus with it.
  const before = useRef(current);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = current;
    if (!was || current || was.id !== active) return;
    setActive(null);
    if (document.activeElement === document.body) toText(was);
  });

  const undo = useUndo(highlights, openByKey);
  /** How highlights were made that are there only for a note, by their ids. */
  const forNote = useRef(new Map<string, Step>());
  const share = (target: ShareTarget, from: HTMLElement | null) => {
    opener.current = from;
    setSharing(target);
  };
  const collect = (id: string, from: HTMLElement | null) => {
    opener.current = from;
    setCollecting([id]);
  };

  const forPassage = selectionActions({
    ...{ slug, edition, text, highlights, undo, mayMark, style, setStyle, passage },
    me: { id: me.id, name: me.name },
    onMarked: (id) => open(hasMargin ? id : null),
    onNote: (made) => {
      forNote.current.set(made.highlight, made);
      open(made.highlight);
      setEditing(made.highlight);
    },
    onShare: share,
  });
  const actions = cardActions({
    ...{ highlights, undo, active, setActive, setEditing, drafts, changeDraft, setStyle, open, edit },
    unmark: ({ id, note, tags }) => {
      const made = forNote.current.get(id);
      const unmade = made && !note && tags.length === 0 ? undo.retract(made) : null;
      if (!unmade) return null;
      return () => {
        const again = undo.repeat(unmade);
        if (again) forNote.current.set(id, again);
      };
    },
    onRemoved: (highlight) => {
      if (hasMargin) toText(highlight);
    },
    onShare: share,
    onCollect: collect,
  });

  /** Gives up what is selected now: what was selected a moment ago may be marked already. @returns false where nothing is */
  const unselect = (): boolean => {
    const selected = readSelection();
    if (!selected) return false;
    document.getSelection()?.removeAllRanges();
    toText(selected);
    return true;
  };

  /** One step back: from the selection, the editor, or the open highlight. @returns false where there is none of them */
  const stepBack = (): boolean => {
    if (unselect()) return true;
    if (editing) setEditing(null);
    else if (active) {
      if (current && focusedCard()) toText(current);
      open(null);
    } else return false;
    return true;
  };

  /**
   * Goes to the notes: opens the highlights of the paragraph that has the focus, one after the other; without one, the
   * first highlight from the top of the window on.
   */
  const toNotes = () => {
    const root = text.current;
    const block = root && (focusedBlock() ?? placeAtTop(root)?.element);
    if (!block) return;
    const isFrom = ({ start }: Span) => start >= (spanOfBlock(block)?.start ?? 0);
    const inBlock = highlights.placed.filter((each) => blockOf(root, each) === block);
    const after = inBlock.findIndex(({ id }) => id === active) + 1;
    const next =
      inBlock[after % Math.max(1, inBlock.length)] ?? (focusedBlock() ? undefined : highlights.placed.find(isFrom));
    if (next) openByKey(next);
  };

  const colourKeys = Object.fromEntries(COLOURS.map((colour) => [String(colour), () => forPassage.highlight(colour)]));

  return {
    highlights,
    undo,
    /** Ids of highlights on which something was typed and not saved. */
    kept,
    selection,
    mayMark,
    drafts,
    changeDraft,
    active,
    editing,
    sharing,
    collecting,
    opener,
    focusing,
    endFocusing: useCallback(() => setFocusing(null), []),
    open,
    edit,
    openByKey,
    stepBack,
    endSharing: () => setSharing(null),
    endCollecting: () => setCollecting(null),
    actions,
    /** What the bar beside a selection offers. */
    forSelection: {
      audience: style.audience,
      onAudience: (audience: Audience) => setStyle({ audience }),
      onHighlight: forPassage.highlight,
      onNote: forPassage.write,
      onCopyLink: () => void forPassage.copyLink(),
      onShare: forPassage.share,
      onEscape: unselect,
    },
    keys: {
      ...colourKeys,
      h: () => forPassage.highlight(style.colour),
      l: () => void forPassage.copyLink(),
      m: () => {
        const note = meant();
        if (!note) forPassage.write();
        else if (note.may.edit) edit(note.id);
      },
      p: () => {
        const note = meant();
        // Of several audiences none is passed on the way to another: what stands already is put before them by choice only.
        if (note?.may.edit && audiences.hasGroups) edit(note.id);
        else if (note?.may.edit) actions.onAudience(note, audiences.other(note));
        else if (readSelection() && mayMark) toNextAudience();
        else return false;
        return true;
      },
      s: () => {
        const note = meant();
        if (!note) forPassage.share();
        else if (note.may.share) actions.onShare(note);
      },
      "mod+z": undo.undo,
      "mod+Z": undo.redo,
      o: toNotes,
      j: () => stepCard(1),
      k: () => stepCard(-1),
    },
  };
}
