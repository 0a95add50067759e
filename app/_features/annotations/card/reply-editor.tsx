"use client";

import { useEffect, useRef } from "react";
import { replyKey } from "@/app/_features/sync";
import { useActions, useAnnotations } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { NoteEditor } from "./note-editor";

interface ReplyEditorProps {
  highlight: PlacedHighlight;
  /** The id of the reply that is edited; null for a new one. */
  reply: string | null;
}

/** Writes a reply to a note, or edits it. One that was deleted in the meantime is written as a new one. */
export function ReplyEditor({ highlight, reply }: ReplyEditorProps) {
  const actions = useActions();
  const draft = useAnnotations(({ drafts }) => drafts[replyKey(highlight.id, reply)]);
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
        onDraft={(next) => actions.draftReply(highlight, reply, next)}
        onSave={(body) => actions.saveReply(highlight, reply, body)}
        onDelete={() => written && actions.deleteReply(highlight, written)}
        onCancel={() => actions.cancelReply(highlight, reply)}
        onLeave={actions.leaveReply}
      />
    </div>
  );
}
