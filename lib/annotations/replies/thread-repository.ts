import "server-only";
import type { Authorized, Replied } from "../../accounts/policy";
import type { Transaction } from "../../db/database";
import type { NoteRow, ReplyRow } from "../highlights/repository";

/** A reply with the note that it replies to. */
export type ThreadedReply = ReplyRow & Replied & { repliedTo: NoteRow };

/** Combines a reply with its note, because the note determines who can see the reply. */
export function threaded(note: NoteRow, reply: ReplyRow): ThreadedReply {
  return { ...reply, repliedTo: note };
}

/** A reply and its note, deleted or not; null if there is none with this id. */
export function findReply(tx: Transaction, id: string) {
  const note = { include: { highlight: { select: { report: true, deletedAt: true } } } };
  return tx.reply.findUnique({ where: { id }, include: { note } });
}

/** Adds a reply to a note, with the note's current audience. */
export async function insertReply(
  tx: Transaction,
  { actor, resource }: Authorized<NoteRow, "reply.create">,
  { id, body }: { id: string; body: string },
): Promise<void> {
  const now = new Date();
  const { id: noteId, visibility, groupId } = resource;
  await tx.reply.create({
    data: { id, body, noteId, visibility, groupId, authorId: actor.id, createdAt: now, updatedAt: now },
  });
}

/** Changes a reply's text. @returns the new version */
export function updateReply(
  tx: Transaction,
  { resource }: Authorized<ThreadedReply, "reply.edit">,
  body: string,
): Promise<number> {
  return nextReply(tx, resource, { body, updatedAt: new Date() });
}

/**
 * Soft-deletes a reply; it can still be restored.
 * @returns the new version
 */
export function setReplyDeleted(
  tx: Transaction,
  { actor, resource }: Authorized<ThreadedReply, "reply.delete">,
): Promise<number> {
  return nextReply(tx, resource, { deletedAt: new Date(), deletedById: actor.id });
}

/** @returns the new version */
export function setReplyRestored(
  tx: Transaction,
  { resource }: Authorized<ThreadedReply, "reply.restore">,
): Promise<number> {
  return nextReply(tx, resource, { deletedAt: null, deletedById: null });
}

async function nextReply(
  tx: Transaction,
  { id }: ReplyRow,
  change: { body?: string; updatedAt?: Date; deletedAt?: Date | null; deletedById?: string | null },
): Promise<number> {
  const data = { ...change, version: { increment: 1 } };
  const { version } = await tx.reply.update({ where: { id }, data, select: { version: true } });
  return version;
}

/**
 * Resolves or reopens a note. Increments the highlight's version rather than the note's, so that a concurrent edit of
 * the note's text isn't a conflict.
 *
 * @returns the new version of the highlight
 */
export async function setNoteResolved(
  tx: Transaction,
  { actor, resource }: Authorized<NoteRow, "note.resolve">,
  isResolved: boolean,
): Promise<number> {
  const resolution = isResolved
    ? { resolvedAt: new Date(), resolvedById: actor.id }
    : { resolvedAt: null, resolvedById: null };
  await tx.note.update({ where: { id: resource.id }, data: resolution });
  const { version } = await tx.highlight.update({
    where: { id: resource.highlightId },
    data: { version: { increment: 1 } },
    select: { version: true },
  });
  return version;
}
