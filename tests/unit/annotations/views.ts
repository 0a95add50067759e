import type { NoteView, ReplyView } from "@/lib/annotations/schemas";

/** A note of the team's, as somebody sees it who may only read it. */
export function noteView(body: string, more: Partial<NoteView> = {}): NoteView {
  return {
    ...{ body, version: 1, updatedAt: "", visibility: "team", resolved: null, replies: [], changes: 0 },
    may: { reply: false, resolve: false, share: false },
    ...more,
  };
}

/** A reply, as somebody sees it who may only read it. */
export function replyView(id: string, body: string, by: string): ReplyView {
  return {
    ...{ id, body, version: 1, visibility: "team", groupId: null, author: { id: by, name: by }, origin: null },
    ...{ createdAt: "", updatedAt: "" },
    may: { edit: false, delete: false },
  };
}
