import type { ShareRow } from "./repository";
import type { ShareView } from "./schemas";

/** Whether a share's link still shows its passage. */
export function stateOf(
  { revokedAt, expiresAt }: Pick<ShareRow, "revokedAt" | "expiresAt">,
  now = new Date(),
): ShareView["state"] {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "open";
}

/**
 * The note that a share shows. It leaves the team only while its highlight and itself are there, and while the team may see
 * it, or a group of its author's where the author shares it: whoever makes a note private takes it out of all links. A note
 * that was written later, in the place of a deleted one, is not the one that was shared.
 */
export function noteOf({ withNote, createdById, createdAt, highlight }: ShareRow) {
  const note = highlight?.note;
  if (!withNote || !note || highlight.deletedAt || note.deletedAt || note.createdAt > createdAt) return null;
  const isShown = note.visibility === "team" || (note.visibility === "group" && note.authorId === createdById);
  return isShown ? note : null;
}
