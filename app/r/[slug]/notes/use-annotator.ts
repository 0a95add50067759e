"use client";

import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { passageName } from "@/app/linked-passage";
import { copyText } from "@/app/ui/copy-text";
import { newId } from "@/app/ui/new-id";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import type { Role } from "@/lib/accounts/roles";
import { COLOURS, type Colour } from "@/lib/annotations/colours";
import type { HighlightView } from "@/lib/annotations/schemas";
import { SELECTOR_CONTEXT, selectorOf } from "@/lib/annotations/selector";
import { placeAtTop, showRange } from "../place";
import { blockOf, rangesOfOffsets, spanOfBlock, textOfOffsets } from "../text-offsets";
import { attempt } from "./attempt";
import type { NoteActions } from "./note-card";
import type { Span } from "./overlaps";
import type { ShareTarget } from "./share-dialog";
import { highlightOfKey, useDrafts } from "./use-drafts";
import { type Highlights, type PageEdition, type PlacedHighlight, useHighlights } from "./use-highlights";
import { useMarkStyle } from "./use-mark-style";
import { useTextSelection } from "./use-selection";

/** What stands at a span of the text on the page, as the server keeps it. */
function selectorOnPage(root: Element, { start, end }: Span) {
  const from = Math.max(0, start - SELECTOR_CONTEXT - 1);
  const around = textOfOffsets(root, from, end + SELECTOR_CONTEXT + 1);
  return { ...selectorOf(around, start - from, end - from), start, end };
}

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
  me: { name: string; role: Role };
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
  const [drafts, changeDraft] = useDrafts();
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const typedOn = [...Object.keys(drafts).map(highlightOfKey), editing].join(" ");
  const kept = useMemo(() => new Set(typedOn.split(" ")), [typedOn]);
  const highlights: Highlights = useHighlights(slug, me.name, edition, kept);
  const [sharing, setSharing] = useState<ShareTarget | null>(null);
  /** What has the focus again when sharing is over: selected words are not selected any more then. */
  const sharer = useRef<HTMLElement | null>(null);
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
      say({
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
  const focusedBlock = () => text.current?.querySelector<HTMLElement>("[data-block]:focus-visible") ?? null;

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

  /** Marks a passage. @returns its id, or null where there was nothing to mark */
  const mark = (colour: Colour): string | null => {
    const root = text.current;
    const { edition } = highlights;
    const span = passage();
    if (!mayMark || !root || !span || !edition) return null;
    const id = newId();
    const selector = selectorOnPage(root, span);
    document.getSelection()?.removeAllRanges();
    setStyle({ colour });
    const { visibility } = style;
    void attempt(() => highlights.add({ id, edition: edition.id, ...selector, colour, visibility, note: null }));
    return id;
  };

  const highlight = (colour: Colour) => {
    const id = mark(colour);
    if (id) open(hasMargin ? id : null);
  };

  const write = () => {
    const id = mark(style.colour);
    if (!id) return;
    open(id);
    setEditing(id);
  };

  const copyLink = async () => {
    const span = passage();
    if (!span || !highlights.edition) return;
    const at = passageName({ ...span, edition: highlights.edition.ordinal });
    const link = new URL(`/r/${slug}?at=${at}`, window.location.origin).href;
    if (await copyText(link)) say({ title: words.notes.linkCopied });
    else say({ title: words.notes.linkNotCopied, description: link });
  };

  const sharePassage = () => {
    const root = text.current;
    const span = passage();
    if (!mayMark || !root || !span || !highlights.edition) return;
    const { start, end, quote } = selectorOnPage(root, span);
    sharer.current = blockOf(root, span);
    setSharing({ edition: highlights.edition.id, start, end, quote, highlightId: null, note: null });
  };

  /** Says that something was deleted, and lets it be taken back. */
  const sayDeleted = (title: string, highlight: PlacedHighlight, restore: () => Promise<void>) =>
    say({
      title,
      action: {
        label: words.notes.undo,
        onClick: () =>
          void attempt(async () => {
            await restore();
            openByKey(highlight);
          }),
      },
    });

  const remove = (highlight: PlacedHighlight) =>
    attempt(async () => {
      await highlights.remove(highlight);
      setActive((id) => (id === highlight.id ? null : id));
      if (hasMargin) toText(highlight);
      sayDeleted(words.notes.deleted, highlight, () => highlights.restore(highlight));
    });

  const removeNote = (highlight: PlacedHighlight) =>
    attempt(async () => {
      await highlights.deleteNote(highlight);
      changeDraft(highlight.id, () => null);
      setEditing(null);
      sayDeleted(words.notes.noteDeleted, highlight, () => highlights.restoreNote(highlight));
    });

  const actions: NoteActions & { onOpen(highlight: HighlightView): void } = {
    onOpen: ({ id }) => open(id === active ? null : id),
    onEdit: ({ id }) => edit(id),
    onDraft: ({ id }, draft) => changeDraft(id, () => draft),
    onCancelEdit: ({ id }) => {
      const draft = drafts[id];
      changeDraft(id, () => null);
      setEditing(null);
      if (!draft) return;
      const bringBack = () => {
        changeDraft(id, (other) => other ?? draft);
        edit(id);
      };
      say({ title: words.notes.draftDropped, action: { label: words.notes.undo, onClick: bringBack } });
    },
    onLeaveEdit: () => setEditing(null),
    onSaveNote: async (highlight, body, version) => {
      await highlights.saveNote(highlight, body, version);
      changeDraft(highlight.id, (draft) => (draft && draft.body !== body ? draft : null));
      setEditing((id) => (id === highlight.id ? null : id));
    },
    onDeleteNote: (highlight) => void removeNote(highlight),
    onDelete: (highlight) => void remove(highlight),
    onColour: (highlight, colour) => {
      setStyle({ colour });
      void attempt(() => highlights.change(highlight, { colour }));
    },
    onVisibility: (highlight, visibility) => {
      setStyle({ visibility });
      void attempt(() => highlights.change(highlight, { visibility }));
    },
    onShare: ({ id, edition, start, end, quote, note }) => {
      sharer.current = document.activeElement as HTMLElement | null;
      setSharing({ edition, start, end, quote, highlightId: id, note: note?.visibility ?? null });
    },
  };

  /** Gives the selection up. */
  const unselect = () => {
    document.getSelection()?.removeAllRanges();
    if (selection) toText(selection);
  };

  /** One step back: from the selection, the editor, or the open highlight. @returns false where there is none of them */
  const stepBack = (): boolean => {
    if (selection) unselect();
    else if (editing) setEditing(null);
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

  const colourKeys = Object.fromEntries(COLOURS.map((colour) => [String(colour), () => highlight(colour)]));

  return {
    highlights,
    /** Null as well until there is something to mark it in. */
    selection: highlights.edition ? selection : null,
    mayMark,
    drafts,
    changeDraft,
    active,
    editing,
    sharing,
    sharer,
    focusing,
    endFocusing: useCallback(() => setFocusing(null), []),
    open,
    openByKey,
    stepBack,
    endSharing: () => setSharing(null),
    actions,
    /** What the bar beside a selection offers. */
    forSelection: {
      onHighlight: highlight,
      onNote: write,
      onCopyLink: () => void copyLink(),
      onShare: sharePassage,
      onEscape: unselect,
    },
    keys: {
      ...colourKeys,
      h: () => highlight(style.colour),
      l: () => void copyLink(),
      m: () => {
        const note = meant();
        if (!note) write();
        else if (note.may.edit) edit(note.id);
      },
      s: () => {
        const note = meant();
        if (!note) sharePassage();
        else if (note.may.share) actions.onShare(note);
      },
      o: toNotes,
      j: () => stepCard(1),
      k: () => stepCard(-1),
    },
  };
}
