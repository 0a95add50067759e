"use client";

import { useEffect, useRef } from "react";
import { type Drafts, replyKey } from "@/app/_features/sync";
import type { PlacedHighlight } from "../state/use-highlights";
import { NoteEditor } from "./note-editor";
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
  const written = highlight.note?.replies.find(({ id }) => id === reply) ?? null;
  // Below a long thread it would be out of sight.
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={place} className="scroll-mb-4">
      <NoteEditor
        what="reply"
        written={written}
        draft={draft}
        audience={highlight}
        onDraft={(next) => actions.onDraftReply(highlight, reply, next)}
        onSave={(body) => actions.onSaveReply(highlight, reply, body)}
        onDelete={() => written && actions.onDeleteReply(highlight, written)}
        onCancel={() => actions.onCancelReply(highlight, reply)}
        onLeave={actions.onLeaveReply}
      />
    </div>
  );
}
