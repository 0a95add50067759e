import { type HighlightPatch, looksLike } from "@/app/_features/changes";
import { tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";
import { changeMarkStyle } from "../selection/mark-style";
import type { Selection } from "../selection/selection";
import type { Cards } from "../state/cards";
import type { Highlights } from "../state/highlights";
import type { History } from "../state/history";
import type { PlacedHighlight, Tools } from "../state/state";

/** Actions on a highlight and its note. */
export interface NoteActions {
  /** Opens or closes a highlight. */
  toggle(highlight: PlacedHighlight): void;
  saveNote(highlight: PlacedHighlight, body: string): void;
  /** Saves an earlier version of the note as the current one. */
  restoreVersion(highlight: PlacedHighlight, body: string): void;
  deleteNote(highlight: PlacedHighlight): void;
  /** Closes the editor and discards the draft. */
  cancelEdit(highlight: PlacedHighlight): void;
  remove(highlight: PlacedHighlight): void;
  recolour(highlight: PlacedHighlight, colour: Colour): void;
  /** Changes the description of an area. */
  describe(highlight: PlacedHighlight, description: string): void;
  changeAudience(highlight: PlacedHighlight, audience: Audience): void;
  /** @param from receives the focus afterwards */
  shareHighlight(highlight: PlacedHighlight, from: HTMLElement | null): void;
}

interface Others {
  highlights: Highlights;
  history: History;
  cards: Cards;
  selection: Selection;
}

export function createNoteActions(
  { t, get, update }: Tools,
  { highlights, history, cards, selection }: Others,
): NoteActions {
  /** @param said a toast to show if the effect of the save isn't visible on the page */
  const save = (highlight: PlacedHighlight, body: string, said?: string) => {
    const { id, note } = highlight;
    const { body: from = null, version = null } = note ?? {};
    // Delete the draft only after the text is in the outbox.
    if (!tryPersist(t, () => highlights.make(highlight, version, { kind: "note.save", from, body }))) return;
    cards.changeDraft(id, (draft) => (draft && draft.body !== body ? draft : null));
    if (get().editing === id) update({ editing: null });
    if (note?.body !== body) history.did({ highlight: id, what: "note", before: note, after: { body } }, said);
  };
  const change = (highlight: PlacedHighlight, from: HighlightPatch, to: HighlightPatch) => {
    if (looksLike(to, highlight)) return;
    const { id, version } = highlight;
    if (!tryPersist(t, () => highlights.make(highlight, version, { kind: "highlight.change", from, to }))) return;
    history.did({ highlight: id, what: "look", before: from, after: to });
  };
  /**
   * Called when a highlight has been removed while the focus was in its card. Closes the highlight and moves the focus
   * to the text.
   */
  const leave = (highlight: PlacedHighlight) => {
    if (get().active === highlight.id) update({ active: null });
    if (get().hasMargin) cards.toText(highlight);
  };

  return {
    toggle: ({ id }) => cards.open(id === get().active ? null : id),
    saveNote: (highlight, body) => save(highlight, body),
    restoreVersion: (highlight, body) => save(highlight, body, t("history.restored")),
    deleteNote: (highlight) => {
      const { id, note } = highlight;
      if (!note) return;
      const { version, body: from } = note;
      if (!tryPersist(t, () => highlights.make(highlight, version, { kind: "note.delete", from }))) return;
      cards.changeDraft(id, () => null);
      update({ editing: null });
      history.did({ highlight: id, what: "note", before: note, after: null }, t("notes.noteDeleted"));
    },
    cancelEdit: (highlight) => {
      const { id } = highlight;
      const draft = get().drafts[id];
      cards.changeDraft(id, () => null);
      update({ editing: null });
      const markAgain = selection.unmark(highlight);
      if (markAgain) leave(highlight);
      if (!draft) return;
      const bringBack = () => {
        markAgain?.();
        cards.changeDraft(id, (other) => other ?? draft);
        cards.edit(id);
      };
      showToast({ title: t("notes.draftDropped"), action: { label: t("notes.undo"), onClick: bringBack } });
    },
    remove: (highlight) => {
      const { id, version } = highlight;
      const note = highlight.note?.body ?? null;
      const isKept = tryPersist(t, () => {
        highlights.forget(id);
        highlights.make(highlight, version, { kind: "highlight.delete", note });
      });
      if (!isKept) return;
      leave(highlight);
      history.did({ highlight: id, what: "highlight", before: highlight, after: null }, t("notes.deleted"));
    },
    recolour: (highlight, colour) => {
      changeMarkStyle(t, get().groups, { colour });
      change(highlight, { colour: highlight.colour }, { colour });
    },
    describe: (highlight, description) => change(highlight, { description: highlight.description }, { description }),
    changeAudience: (highlight, audience) => {
      changeMarkStyle(t, get().groups, { audience });
      const { visibility, groupId } = highlight;
      change(highlight, { visibility, groupId }, audience);
    },
    shareHighlight: ({ id, edition, start, end, quote }, from) =>
      cards.share({ edition, start, end, quote, highlightId: id }, from),
  };
}
