import { originOf } from "../annotations/highlights/views";
import { UserError } from "../errors";
import { DAY } from "../time";
import { MAX_INTRODUCTION, MAX_TITLE } from "./limits";
import type { PassageRow, ShareRow } from "./repository";
import type { ShareView } from "./schemas";

/** The state of a share's link. */
export function stateOf(
  { tokenHash, revokedAt, expiresAt }: Pick<ShareRow, "tokenHash" | "revokedAt" | "expiresAt">,
  now = new Date(),
): ShareView["state"] {
  if (tokenHash === null) return "draft";
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "open";
}

/** Whether there is anything to share: a single passage is gone while its report is deleted. */
export function hasContent({ title, passages }: Pick<ShareRow, "title" | "passages">): boolean {
  return title !== null || passages.length > 0;
}

/** When a link created now will expire. @param days null for no expiry */
export function endAfter(days: number | null): Date | null {
  return days === null ? null : new Date(Date.now() + days * DAY);
}

/**
 * The notes that a share shows with a passage, oldest first, with the origin of imported notes. A note is shown only
 * while neither it nor its highlight is deleted. It must also be visible to the team, or to a group if its author is
 * the one who shares it. Making a note private therefore removes it from all links. If a selected note was deleted and
 * replaced, the new note isn't shown.
 */
export function notesOf({ createdById }: Pick<ShareRow, "createdById">, { notes }: PassageRow) {
  return notes
    .flatMap(({ chosenAt, highlight }) => {
      const { note, deletedAt } = highlight;
      if (!note || deletedAt || note.deletedAt || note.createdAt > chosenAt) return [];
      const isShown = note.visibility === "team" || (note.visibility === "group" && note.authorId === createdById);
      return isShown ? [{ ...note, origin: originOf(highlight) }] : [];
    })
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** @throws UserError `title-missing`, `title-too-long` */
export function titleOf(typed: string): string {
  const title = asText(typed).replace(/\s+/gu, " ").trim();
  if (title === "") throw new UserError("title-missing");
  if (title.length <= MAX_TITLE) return title;
  throw new UserError("title-too-long", { max: MAX_TITLE });
}

/** @throws UserError `introduction-too-long` */
export function introductionOf(typed: string): string {
  const introduction = asText(typed).trim();
  if (introduction.length <= MAX_INTRODUCTION) return introduction;
  throw new UserError("introduction-too-long", { max: MAX_INTRODUCTION });
}

/** Replaces NUL and unpaired surrogates, because they aren't valid characters and PostgreSQL can't store them. */
function asText(typed: string): string {
  return typed.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}
