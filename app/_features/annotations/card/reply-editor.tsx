"use client";

import { useEffect, useRef } from "react";
import { replyKey } from "@/app/_features/sync";
import { useActions, useAnnotations } from "../state/context";
import type { PlacedHighlight } from "../state/state";
import { NoteEditor } from "./note-editor";

interface ReplyEditorProps {
  highlight: PlacedHighlight;
  /** The id of the reply to edit; null for a new one. */
  reply: string | null;
}

/** Editor for a new or existing reply. If the reply was deleted while it was being edited, saving creates a new one. */
export function ReplyEditor({ highlight, reply }: ReplyEditorProps) {
  const actions = useActions();
  const draft = useAnnotations(({ drafts }) => drafts[replyKey(highlight.id, reply)]);
  const written = highlight.note?.replies.find(({ id }) => id === reply) ?? null;
  // Scroll to the editor, because it would be out of view below a long thread.
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
