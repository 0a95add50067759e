"use client";

import type { HighlightView, ReplyView } from "@/lib/annotations/schemas";
import { NoteEditor } from "./note-editor";
import { type Drafts, replyKey } from "./use-drafts";
import type { PlacedHighlight } from "./use-highlights";
import type { ThreadActions } from "./use-thread";

interface ReplyEditorProps {
  highlight: PlacedHighlight;
  /** The id of the reply that is edited; null for a new one. */
  reply: string | null;
  drafts: Drafts;
  actions: ThreadActions;
}

/** Writes a reply to a note, or writes it anew. One that was deleted meanwhile is written as a new one. */
export function ReplyEditor({ highlight, reply, drafts, actions }: ReplyEditorProps) {
  const draft = drafts[replyKey(highlight.id, reply)];
  // A new reply may be there already, where the answer to its save was lost.
  const writtenIn = ({ note }: HighlightView): ReplyView | null =>
    note?.replies.find(({ id }) => id === (reply ?? draft?.id)) ?? null;
  return (
    <NoteEditor
      what="reply"
      written={writtenIn(highlight)}
      writtenIn={writtenIn}
      draft={draft}
      isPrivate={highlight.visibility === "private"}
      onDraft={(next) => actions.onDraftReply(highlight, reply, next)}
      onSave={(body, version) => actions.onSaveReply(highlight, reply, body, version)}
      onDelete={() => reply && actions.onDeleteReply(highlight, { id: reply })}
      onCancel={() => actions.onCancelReply(highlight, reply)}
      onLeave={actions.onLeaveReply}
    />
  );
}
