"use client";

import { type RefObject, useState } from "react";
import { passageName } from "@/app/linked-passage";
import { explain } from "@/app/ui/explain";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import type { Role } from "@/lib/accounts/roles";
import { COLOURS, type Colour } from "@/lib/annotations/colours";
import type { HighlightView } from "@/lib/annotations/schemas";
import { SELECTOR_CONTEXT, selectorOf } from "@/lib/annotations/selector";
import { textOfOffsets } from "../text-offsets";
import type { NoteActions } from "./note-card";
import type { Span } from "./overlaps";
import type { ShareTarget } from "./share-dialog";
import { type Highlights, useHighlights } from "./use-highlights";
import { useMarkStyle } from "./use-mark-style";
import { useTextSelection } from "./use-selection";

/** What stands at a span of the text on the page, as the server keeps it. */
function selectorOnPage(root: Element, { start, end }: Span) {
  const from = Math.max(0, start - SELECTOR_CONTEXT - 1);
  const around = textOfOffsets(root, from, end + SELECTOR_CONTEXT + 1);
  return { ...selectorOf(around, start - from, end - from), start, end };
}

/** Does something; where it fails, says that it is not saved and lets it be tried again. */
async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    say({
      title: words.notes.notSaved,
      description: explain(error),
      action: { label: words.notes.saveAgain, onClick: () => void attempt(action) },
    });
  }
}

/**
 * What a person does with highlights and notes: the selection, which highlight is open or being written on, and the
 * actions on each.
 *
 * @param me the person who reads
 */
export function useAnnotator(slug: string, text: RefObject<HTMLElement | null>, me: { name: string; role: Role }) {
  const highlights: Highlights = useHighlights(slug, me.name);
  // The server decides; this only keeps from those who read what they could not do.
  const mayMark = me.role !== "reader";
  const selection = useTextSelection(text);
  const [style, setStyle] = useMarkStyle();
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [sharing, setSharing] = useState<ShareTarget | null>(null);

  const open = (id: string | null) => {
    setActive(id);
    setEditing(null);
  };

  /** Marks the selection and opens the new highlight. @returns its id, or null where there was nothing to mark */
  const mark = (colour: Colour): string | null => {
    const root = text.current;
    const { edition } = highlights;
    if (!mayMark || !root || !selection || !edition) return null;
    const id = crypto.randomUUID();
    const selector = selectorOnPage(root, selection);
    document.getSelection()?.removeAllRanges();
    setStyle({ colour });
    open(id);
    const { visibility } = style;
    void attempt(() => highlights.add({ id, edition: edition.id, ...selector, colour, visibility, note: null }));
    return id;
  };

  const writeOnSelection = () => setEditing(mark(style.colour));

  const copyLink = async () => {
    if (!selection || !highlights.edition) return;
    const { start, end } = selection;
    const at = passageName({ edition: highlights.edition.ordinal, start, end });
    await navigator.clipboard.writeText(new URL(`/r/${slug}?at=${at}`, window.location.origin).href);
    say({ title: words.notes.linkCopied });
  };

  const shareSelection = () => {
    const root = text.current;
    if (!mayMark || !root || !selection || !highlights.edition) return;
    const { start, end, quote } = selectorOnPage(root, selection);
    setSharing({ edition: highlights.edition.id, start, end, quote, highlightId: null, note: null });
  };

  const remove = (highlight: HighlightView) =>
    attempt(async () => {
      await highlights.remove(highlight);
      open(null);
      say({
        title: words.notes.deleted,
        action: { label: words.notes.undo, onClick: () => void attempt(() => highlights.restore(highlight)) },
      });
    });

  const actions: NoteActions & { onOpen(highlight: HighlightView): void } = {
    onOpen: ({ id }) => open(id === active ? null : id),
    onEdit: ({ id }) => {
      setActive(id);
      setEditing(id);
    },
    onCancelEdit: () => setEditing(null),
    onSaveNote: async (highlight, body) => {
      await highlights.saveNote(highlight, body);
      setEditing(null);
    },
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
      if (start === null || end === null) return;
      setSharing({ edition, start, end, quote, highlightId: id, note: note?.visibility ?? null });
    },
  };

  const current = highlights.placed.find(({ id }) => id === active);
  const colourKeys = Object.fromEntries(COLOURS.map((colour) => [String(colour), () => mark(colour)]));

  return {
    highlights,
    selection,
    mayMark,
    active,
    editing,
    sharing,
    open,
    endSharing: () => setSharing(null),
    actions,
    /** What the bar beside a selection offers. */
    forSelection: {
      onHighlight: (colour: Colour) => mark(colour),
      onNote: () => writeOnSelection(),
      onCopyLink: () => void copyLink(),
      onShare: shareSelection,
    },
    keys: {
      ...colourKeys,
      h: () => mark(style.colour),
      l: () => void copyLink(),
      m: () => {
        if (selection) writeOnSelection();
        else if (current?.may.edit) actions.onEdit(current);
      },
      s: () => {
        if (selection) shareSelection();
        else if (current?.may.share) actions.onShare(current);
      },
    },
  };
}
