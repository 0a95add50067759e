"use client";

import { useState } from "react";
import { type ChangeDraft, type Draft, type Drafts, newOwnId, replyKey, tryPersist } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { showToast } from "@/app/_ui/toasts";
import type { ReplyView } from "@/lib/annotations/schemas";
import type { Highlights, PlacedHighlight } from "../state/use-highlights";
import type { Undo } from "../state/use-undo";

/** Which reply is being written: a new one where `reply` is null. */
export interface Writing {
  highlight: string;
  reply: string | null;
}

export interface ThreadActions {
  /** Opens the highlight, and the editor of a reply to its note. */
  onWrite(highlight: PlacedHighlight, reply: string | null): void;
  onDraftReply(highlight: PlacedHighlight, reply: string | null, draft: Draft | null): void;
  onSaveReply(highlight: PlacedHighlight, reply: string | null, body: string): void;
  onDeleteReply(highlight: PlacedHighlight, reply: ReplyView): void;
  onCancelReply(highlight: PlacedHighlight, reply: string | null): void;
  onLeaveReply(): void;
  onResolve(highlight: PlacedHighlight, isResolved: boolean): void;
}

interface Annotator {
  highlights: Pick<Highlights, "reply" | "saveReply" | "deleteReply" | "resolve">;
  undo: Pick<Undo, "did">;
  drafts: Drafts;
  changeDraft: ChangeDraft;
  open(id: string | null): void;
}

/**
 * What a person does in the threads of notes: replies, and says that a note is settled.
 *
 * @param me the person's id
 * @param active the highlight that is open
 * @returns which reply to the open note is being written (undefined for none); the actions, their keys, and `endWriting`: one step
 *   back from the editor of a reply, false where none is open
 */
export function useThread(
  me: string,
  { highlights, undo, drafts, changeDraft, open }: Annotator,
  active: PlacedHighlight | undefined,
): {
  writing: Writing | undefined;
  actions: ThreadActions;
  keys: Record<string, () => unknown>;
  endWriting(): boolean;
} {
  const [begun, setWriting] = useState<Writing | undefined>();
  const writing = begun && begun.highlight === active?.id ? begun : undefined;
  if (begun && !writing) setWriting(undefined);

  const write = (highlight: PlacedHighlight, reply: string | null) => {
    if (highlight.id !== active?.id) open(highlight.id);
    setWriting({ highlight: highlight.id, reply });
  };

  const actions: ThreadActions = {
    onWrite: write,
    onDraftReply: ({ id }, reply, draft) => changeDraft(replyKey(id, reply), () => draft),
    onSaveReply: (highlight, reply, body) => {
      const before = highlight.note?.replies.find(({ id }) => id === reply) ?? null;
      const id = before?.id ?? newOwnId(me);
      const isKept = tryPersist(() =>
        before ? highlights.saveReply(highlight, before, body) : highlights.reply(highlight, { id, body }),
      );
      if (!isKept) return;
      changeDraft(replyKey(highlight.id, reply), (draft) => (draft && draft.body !== body ? draft : null));
      setWriting(undefined);
      if (before?.body !== body)
        undo.did({ highlight: highlight.id, what: "reply", reply: id, before, after: { body } });
    },
    onDeleteReply: (highlight, reply) => {
      if (!tryPersist(() => highlights.deleteReply(highlight, reply))) return;
      changeDraft(replyKey(highlight.id, reply.id), () => null);
      setWriting(undefined);
      const { id } = reply;
      const step = { highlight: highlight.id, what: "reply", reply: id, before: reply, after: null } as const;
      undo.did(step, words.notes.thread.deleted);
    },
    onCancelReply: (highlight, reply) => {
      const key = replyKey(highlight.id, reply);
      const draft = drafts[key];
      changeDraft(key, () => null);
      setWriting(undefined);
      if (!draft) return;
      const bringBack = () => {
        changeDraft(key, (other) => other ?? draft);
        write(highlight, reply);
      };
      showToast({ title: words.notes.draftDropped, action: { label: words.notes.undo, onClick: bringBack } });
    },
    onLeaveReply: () => setWriting(undefined),
    onResolve: (highlight, isResolved) => {
      if (!tryPersist(() => highlights.resolve(highlight, isResolved))) return;
      undo.did({ highlight: highlight.id, what: "resolved", before: !isResolved, after: isResolved });
    },
  };
  return {
    writing,
    actions,
    keys: {
      r: () => {
        if (!active?.note?.may.reply) return false;
        write(active, null);
        return true;
      },
    },
    endWriting: () => {
      if (writing) setWriting(undefined);
      return writing !== undefined;
    },
  };
}
