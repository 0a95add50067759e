import "server-only";
import { type Actor, type Authorized, authorize } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { withEventTransaction } from "../../events/log";
import { type ThreadedReply, threaded } from "../replies/thread-repository";
import { notFound } from "../rules";
import type { ReplyParams } from "../schemas";
import { removeNotes, removeReplies } from "./deleted-repository";
import { auditDeletion } from "./deletion-audit";
import { findHighlight, type HighlightRow, type NoteRow } from "./repository";

/**
 * Permanently deletes a deleted highlight, with its tags, its note, the note's version history and replies, and all
 * inbox items about them. Shared links still show the passage, but without the note.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `not-deleted` (409)
 */
export function eraseHighlight(db: Database, actor: Actor, id: string): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const row = await found(tx, id);
    const permit = authorize(actor, "highlight.erase", row);
    requireDeleted(row);
    await removeHighlight(tx, permit);
    await auditDeletion(tx, actor, row, "highlight.erased");
    return { id };
  });
}

/**
 * Permanently deletes a highlight's deleted note, with its version history and replies.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `not-deleted` (409)
 */
export function eraseNote(db: Database, actor: Actor, highlightId: string): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const { note } = await found(tx, highlightId);
    if (!note) throw notFound();
    const permit = authorize(actor, "note.erase", note);
    requireDeleted(note);
    await removeNote(tx, permit);
    await auditDeletion(tx, actor, note, "note.erased");
    return { id: highlightId };
  });
}

/**
 * Permanently deletes a deleted reply.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `not-deleted` (409)
 */
export function eraseReply(db: Database, actor: Actor, { id, reply: replyId }: ReplyParams): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const { note } = await found(tx, id);
    const reply = note?.replies.find((candidate) => candidate.id === replyId);
    if (!note || !reply) throw notFound();
    const permit = authorize(actor, "reply.erase", threaded(note, reply));
    requireDeleted(reply);
    await removeReply(tx, permit);
    await auditDeletion(tx, actor, { id: replyId, visibility: note.visibility }, "reply.erased");
    return { id: replyId };
  });
}

async function found(tx: Transaction, id: string): Promise<HighlightRow> {
  const row = await findHighlight(tx, id);
  if (!row) throw notFound();
  return row;
}

function requireDeleted({ deletedAt }: { deletedAt: Date | null }): void {
  if (deletedAt) return;
  throw new UserError("not-deleted");
}

// The database deletes dependent rows (see `onDelete` in the schema).

async function removeHighlight(
  tx: Transaction,
  { resource }: Authorized<HighlightRow, "highlight.erase">,
): Promise<void> {
  await tx.highlight.delete({ where: { id: resource.id } });
}

function removeNote(tx: Transaction, { resource }: Authorized<NoteRow, "note.erase">): Promise<void> {
  return removeNotes(tx, { id: resource.id });
}

function removeReply(tx: Transaction, { resource }: Authorized<ThreadedReply, "reply.erase">): Promise<void> {
  return removeReplies(tx, { id: resource.id });
}

/**
 * Permanently deletes items that only this user could see, and items that they have deleted, because no one could
 * restore them once the account is gone.
 */
export async function eraseKeptBy(tx: Transaction, authorId: string): Promise<void> {
  const unseen = { authorId, OR: [{ visibility: "private" as const }, { deletedAt: { not: null } }] };
  await tx.highlight.deleteMany({ where: unseen });
  await removeNotes(tx, unseen);
  await removeReplies(tx, { authorId, deletedAt: { not: null } });
  // Earlier versions of shared notes, from when the notes were still private.
  await tx.noteRevision.deleteMany({ where: { visibility: "private", note: { authorId } } });
}
