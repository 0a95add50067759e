import type { NoteView } from "@/lib/annotations/schemas";

/** What a person does in the thread of a note. */
export type ThreadChange =
  | { did: "reply"; id: string; body: string }
  /** `version` is the one that the person has seen. */
  | { did: "edit"; reply: string; version: number; body: string }
  | { did: "delete" | "restore"; reply: string }
  | { did: "resolve" | "reopen" };

/**
 * How a change is sent.
 *
 * @param note as it is shown now: a change that is tried again may have been begun from an older one
 * @returns `path` after the address of the highlight
 */
export function threadRequest(
  change: ThreadChange,
  note: NoteView | null,
): { method: "POST" | "PUT" | "DELETE"; path: string; body?: unknown } {
  switch (change.did) {
    case "reply":
      return { method: "POST", path: "/replies", body: { id: change.id, body: change.body } };
    case "edit":
      return { method: "PUT", path: `/replies/${change.reply}`, body: { version: change.version, body: change.body } };
    case "delete": {
      const version = note?.replies.find(({ id }) => id === change.reply)?.version ?? 1;
      return { method: "DELETE", path: `/replies/${change.reply}?version=${version}` };
    }
    case "restore":
      return { method: "POST", path: `/replies/${change.reply}/restore` };
    case "resolve":
      return { method: "PUT", path: "/note/resolved" };
    case "reopen":
      return { method: "DELETE", path: "/note/resolved" };
  }
}
