import type { Dispatch, SetStateAction } from "react";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import type { HighlightView } from "@/lib/annotations/schemas";
import { keptOnDevice } from "./kept-on-device";
import type { NoteActions } from "./note-card";
import type { ShareTarget } from "./share-dialog";
import type { ChangeDraft, Drafts } from "./use-drafts";
import type { Highlights, PlacedHighlight } from "./use-highlights";
import type { MarkStyle } from "./use-mark-style";

interface Context {
  highlights: Highlights;
  active: string | null;
  setActive: Dispatch<SetStateAction<string | null>>;
  setEditing: Dispatch<SetStateAction<string | null>>;
  drafts: Drafts;
  changeDraft: ChangeDraft;
  setStyle(change: Partial<MarkStyle>): void;
  open(id: string | null): void;
  edit(id: string): void;
  /** Opens a highlight and goes there. */
  show(highlight: PlacedHighlight): void;
  /** Called when a highlight was deleted, with the focus in its card. */
  onRemoved(highlight: PlacedHighlight): void;
  /** @param from has the focus again when sharing is over */
  onShare(target: ShareTarget, from: HTMLElement | null): void;
}

/** What can be done on the card of a highlight. */
export function cardActions(context: Context): NoteActions & { onOpen(highlight: HighlightView): void } {
  const { highlights, setActive, setEditing, drafts, changeDraft, setStyle, open, edit } = context;

  /** Says that something was deleted, and lets it be taken back. */
  const sayDeleted = (title: string, highlight: PlacedHighlight, restore: () => void) => {
    const bringBack = () => {
      if (keptOnDevice(restore)) context.show(highlight);
    };
    say({ title, action: { label: words.notes.undo, onClick: bringBack } });
  };

  return {
    onOpen: ({ id }) => open(id === context.active ? null : id),
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
    onSaveNote: (highlight, body) => {
      // The draft goes once the text is kept elsewhere.
      if (!keptOnDevice(() => highlights.saveNote(highlight, body))) return;
      changeDraft(highlight.id, (draft) => (draft && draft.body !== body ? draft : null));
      setEditing((id) => (id === highlight.id ? null : id));
    },
    onDeleteNote: (highlight) => {
      const { note } = highlight;
      if (!note || !keptOnDevice(() => highlights.deleteNote(highlight, note))) return;
      changeDraft(highlight.id, () => null);
      setEditing(null);
      sayDeleted(words.notes.noteDeleted, highlight, () => highlights.restoreNote(highlight, note));
    },
    onDelete: (highlight) => {
      if (!keptOnDevice(() => highlights.remove(highlight))) return;
      setActive((id) => (id === highlight.id ? null : id));
      context.onRemoved(highlight);
      sayDeleted(words.notes.deleted, highlight, () => highlights.restore(highlight));
    },
    onColour: (highlight, colour) => {
      if (keptOnDevice(() => highlights.change(highlight, { colour }))) setStyle({ colour });
    },
    onVisibility: (highlight, visibility) => {
      if (keptOnDevice(() => highlights.change(highlight, { visibility }))) setStyle({ visibility });
    },
    onShare: ({ id, edition, start, end, quote, note }) => {
      const target = { edition, start, end, quote, highlightId: id, note: note?.visibility ?? null };
      context.onShare(target, document.activeElement as HTMLElement | null);
    },
  };
}
