import type { Dispatch, SetStateAction } from "react";
import type { HighlightPatch } from "@/app/_features/changes";
import { type ChangeDraft, type Drafts, tryPersist } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { showToast } from "@/app/_ui/toasts";
import type { HighlightView } from "@/lib/annotations/schemas";
import type { ShareTarget } from "../dialogs/share-dialog";
import type { MarkStyle } from "../marks/use-mark-style";
import type { Highlights, PlacedHighlight } from "../state/use-highlights";
import type { Undo } from "../state/use-undo";
import type { NoteActions } from "./note-card";

interface Context {
  highlights: Highlights;
  undo: Undo;
  active: string | null;
  setActive: Dispatch<SetStateAction<string | null>>;
  setEditing: Dispatch<SetStateAction<string | null>>;
  drafts: Drafts;
  changeDraft: ChangeDraft;
  setStyle(change: Partial<MarkStyle>): void;
  open(id: string | null): void;
  edit(id: string): void;
  /**
   * Takes the highlight away again if it was made only for a note that was never saved.
   *
   * @returns marks the words again; null where the highlight stays
   */
  unmark(highlight: PlacedHighlight): (() => void) | null;
  /** Called when a highlight was deleted, with the focus in its card. */
  onRemoved(highlight: PlacedHighlight): void;
  /** @param from has the focus again when sharing is over */
  onShare(target: ShareTarget, from: HTMLElement | null): void;
  onCollect(id: string, from: HTMLElement | null): void;
}

/** What can be done on the card of a highlight. */
export function cardActions(context: Context): NoteActions & { onOpen(highlight: HighlightView): void } {
  const { highlights, undo, setActive, setEditing, drafts, changeDraft, setStyle, open, edit } = context;

  /** @param said where it is not to be seen that it was saved */
  const save = (highlight: PlacedHighlight, body: string, said?: string) => {
    const { id, note } = highlight;
    // The draft goes once the text is kept elsewhere.
    if (!tryPersist(() => highlights.saveNote(highlight, body))) return;
    changeDraft(id, (draft) => (draft && draft.body !== body ? draft : null));
    setEditing((other) => (other === id ? null : other));
    if (note?.body !== body) undo.did({ highlight: id, what: "note", before: note, after: { body } }, said);
  };
  const change = (highlight: PlacedHighlight, before: HighlightPatch, after: HighlightPatch) => {
    const isSame =
      before.colour === after.colour && before.visibility === after.visibility && before.groupId === after.groupId;
    if (isSame || !tryPersist(() => highlights.change(highlight, before, after))) return;
    undo.did({ highlight: highlight.id, what: "look", before, after });
  };

  return {
    onOpen: ({ id }) => open(id === context.active ? null : id),
    onEdit: ({ id }) => edit(id),
    onDraft: ({ id }, draft) => changeDraft(id, () => draft),
    onCancelEdit: (highlight) => {
      const { id } = highlight;
      const draft = drafts[id];
      changeDraft(id, () => null);
      setEditing(null);
      const markAgain = context.unmark(highlight);
      if (markAgain) {
        setActive((other) => (other === id ? null : other));
        context.onRemoved(highlight);
      }
      if (!draft) return;
      const bringBack = () => {
        markAgain?.();
        changeDraft(id, (other) => other ?? draft);
        edit(id);
      };
      showToast({ title: words.notes.draftDropped, action: { label: words.notes.undo, onClick: bringBack } });
    },
    onLeaveEdit: () => setEditing(null),
    onSaveNote: (highlight, body) => save(highlight, body),
    onBringBack: (highlight, body) => save(highlight, body, words.history.restored),
    onDeleteNote: (highlight) => {
      const { note } = highlight;
      if (!note || !tryPersist(() => highlights.deleteNote(highlight, note))) return;
      changeDraft(highlight.id, () => null);
      setEditing(null);
      undo.did({ highlight: highlight.id, what: "note", before: note, after: null }, words.notes.noteDeleted);
    },
    onDelete: (highlight) => {
      if (!tryPersist(() => highlights.remove(highlight))) return;
      setActive((id) => (id === highlight.id ? null : id));
      context.onRemoved(highlight);
      undo.did({ highlight: highlight.id, what: "highlight", before: highlight, after: null }, words.notes.deleted);
    },
    onColour: (highlight, colour) => {
      setStyle({ colour });
      change(highlight, { colour: highlight.colour }, { colour });
    },
    onAudience: (highlight, audience) => {
      setStyle({ audience });
      const { visibility, groupId } = highlight;
      change(highlight, { visibility, groupId }, audience);
    },
    onShare: ({ id, edition, start, end, quote }) => {
      const target = { edition, start, end, quote, highlightId: id };
      context.onShare(target, document.activeElement as HTMLElement | null);
    },
    onCollect: ({ id }) => context.onCollect(id, document.activeElement as HTMLElement | null),
  };
}
