import { type Draft, newOwnId, replyKey, tryPersist } from "@/app/_features/sync";
import { showToast } from "@/app/_ui/toasts";
import type { ReplyView } from "@/lib/annotations/schemas";
import type { Cards } from "../state/cards";
import type { Highlights } from "../state/highlights";
import type { History } from "../state/history";
import type { PlacedHighlight, Tools } from "../state/state";

/** Actions in a note's thread: replying and resolving. */
export interface ThreadActions {
  /** Opens the highlight and the editor for a reply to its note. */
  writeReply(highlight: PlacedHighlight, reply: string | null): void;
  draftReply(highlight: PlacedHighlight, reply: string | null, draft: Draft | null): void;
  saveReply(highlight: PlacedHighlight, reply: string | null, body: string): void;
  deleteReply(highlight: PlacedHighlight, reply: ReplyView): void;
  /** Closes the editor and discards the draft. */
  cancelReply(highlight: PlacedHighlight, reply: string | null): void;
  leaveReply(): void;
  /**
   * Closes the reply editor and keeps the draft.
   * @returns false if the editor isn't open
   */
  endWriting(): boolean;
  resolve(highlight: PlacedHighlight, isResolved: boolean): void;
}

interface Others {
  highlights: Highlights;
  history: History;
  cards: Cards;
}

export function createThreadActions({ t, get, update }: Tools, { highlights, history, cards }: Others): ThreadActions {
  const writeReply = (highlight: PlacedHighlight, reply: string | null) => {
    if (highlight.id !== get().active) cards.open(highlight.id);
    update({ writing: { highlight: highlight.id, reply } });
  };
  const leaveReply = () => update({ writing: null });

  return {
    writeReply,
    leaveReply,
    draftReply: ({ id }, reply, draft) => cards.changeDraft(replyKey(id, reply), () => draft),
    saveReply: (highlight, reply, body) => {
      const before = highlight.note?.replies.find(({ id }) => id === reply) ?? null;
      const id = before?.id ?? newOwnId(get().me.id);
      const isKept = tryPersist(t, () => {
        if (!before) return highlights.make(highlight, null, { kind: "reply.create", reply: { id, body } });
        const { version, body: from } = before;
        highlights.make(highlight, version, { kind: "reply.save", reply: id, from, body });
      });
      if (!isKept) return;
      cards.changeDraft(replyKey(highlight.id, reply), (draft) => (draft && draft.body !== body ? draft : null));
      leaveReply();
      if (before?.body !== body) {
        history.did({ highlight: highlight.id, what: "reply", reply: id, before, after: { body } });
      }
    },
    deleteReply: (highlight, reply) => {
      const { id, version, body: from } = reply;
      if (!tryPersist(t, () => highlights.make(highlight, version, { kind: "reply.delete", reply: id, from }))) return;
      cards.changeDraft(replyKey(highlight.id, id), () => null);
      leaveReply();
      const step = { highlight: highlight.id, what: "reply", reply: id, before: reply, after: null } as const;
      history.did(step, t("notes.thread.deleted"));
    },
    cancelReply: (highlight, reply) => {
      const key = replyKey(highlight.id, reply);
      const draft = get().drafts[key];
      cards.changeDraft(key, () => null);
      leaveReply();
      if (!draft) return;
      const bringBack = () => {
        cards.changeDraft(key, (other) => other ?? draft);
        writeReply(highlight, reply);
      };
      showToast({ title: t("notes.draftDropped"), action: { label: t("notes.undo"), onClick: bringBack } });
    },
    endWriting: () => {
      const isOpen = get().writing !== null;
      if (isOpen) leaveReply();
      return isOpen;
    },
    resolve: (highlight, isResolved) => {
      if (!tryPersist(t, () => highlights.make(highlight, null, { kind: "note.resolve", isResolved }))) return;
      history.did({ highlight: highlight.id, what: "resolved", before: !isResolved, after: isResolved });
    },
  };
}
