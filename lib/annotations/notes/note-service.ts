import "server-only";
import { randomUUID } from "node:crypto";
import { type Actor, authorize } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { type EventKind, publish } from "../../events/log";
import { auditDeletion } from "../highlights/deletion-audit";
import {
  type HighlightRow,
  insertNote,
  type NoteRow,
  replaceNote,
  setNoteDeleted,
  setNoteRestored,
  updateNote,
} from "../highlights/repository";
import { withHighlight } from "../highlights/service";
import { highlightView, noteFor } from "../highlights/views";
import { tellMentioned } from "../inbox/inbox-telling";
import { EditConflict, noteBody, notFound } from "../rules";
import type { HighlightView, NoteSave } from "../schemas";

/**
 * Creates or edits a highlight's note, which has the highlight's audience.
 *
 * Saving the current text again changes nothing, regardless of the version, because it is a retry.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `note-empty`, `note-too-long`; EditConflict (409) if the
 *   version is outdated
 */
export function saveNote(db: Database, actor: Actor, highlightId: string, save: NoteSave): Promise<HighlightView> {
  return withHighlight(db, actor, highlightId, (tx, row) => makeNote(tx, actor, row, save));
}

/** Like `saveNote`, but within a `withHighlight` transaction. */
export async function makeNote(
  tx: Transaction,
  actor: Actor,
  row: HighlightRow,
  { version, body: typed }: NoteSave,
): Promise<void> {
  const body = noteBody(typed);
  const note = noteFor(actor, row);
  if (note) {
    const permit = authorize(actor, "note.edit", note);
    if (note.body === body) return;
    if (note.version !== version) throw new EditConflict(highlightView(actor, row));
    const next = await updateNote(tx, permit, body);
    await tellMentioned(tx, note, { body, authorId: actor.id, replyId: null });
    return announce(tx, actor, row, note, "note.changed", next);
  }
  const permit = authorize(actor, "highlight.edit", row);
  // The note was deleted while it was being edited.
  if (version !== null) throw new EditConflict(highlightView(actor, row));
  if (row.note) {
    const version = await replaceNote(tx, authorize(actor, "note.edit", row.note), body);
    await tellMentioned(tx, { ...row.note, createdAt: new Date() }, { body, authorId: actor.id, replyId: null });
    return announce(tx, actor, row, row.note, "note.created", version);
  }
  const { visibility, groupId } = row;
  const next = row.erasedNoteVersion + 1;
  const first = { id: randomUUID(), highlightId: row.id, version: next, body, visibility, groupId };
  await insertNote(tx, permit, first);
  const told = { ...first, report: row.report, authorId: actor.id, createdAt: new Date() };
  await tellMentioned(tx, told, { body, authorId: actor.id, replyId: null });
  return announce(tx, actor, row, first, "note.created", next);
}

/**
 * Deletes a note, but not its highlight. The note can be restored.
 *
 * @throws UserError `not-found` (404), `forbidden` (403); EditConflict (409) if the version is outdated
 */
export function deleteNote(db: Database, actor: Actor, highlightId: string, version: number): Promise<HighlightView> {
  return withHighlight(db, actor, highlightId, (tx, row) => makeNoteless(tx, actor, row, version));
}

/** Like `deleteNote`, but within a `withHighlight` transaction. */
export async function makeNoteless(tx: Transaction, actor: Actor, row: HighlightRow, version: number): Promise<void> {
  const { note } = row;
  if (!note) throw notFound();
  const permit = authorize(actor, "note.delete", note);
  // This is a retry of a deletion whose response was lost.
  if (note.deletedAt && note.version === version + 1) return;
  if (note.deletedAt || note.version !== version) throw new EditConflict(highlightView(actor, row));
  await announce(tx, actor, row, note, "note.deleted", await setNoteDeleted(tx, permit));
  await auditDeletion(tx, actor, note, "note.deleted");
}

/**
 * Restores a deleted note. Allowed for the user who deleted it, and for moderators if its author didn't delete it.
 * Does nothing if it isn't deleted.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function restoreNote(db: Database, actor: Actor, highlightId: string): Promise<HighlightView> {
  return withHighlight(db, actor, highlightId, async (tx, row) => {
    const { note } = row;
    if (!note) throw notFound();
    if (!note.deletedAt) return;
    const permit = authorize(actor, "note.restore", note);
    await announce(tx, actor, row, note, "note.restored", await setNoteRestored(tx, permit));
    await auditDeletion(tx, actor, note, "note.restored");
  });
}

function announce(
  tx: Transaction,
  { id: actorId }: Actor,
  { report }: HighlightRow,
  { id: subjectId }: Pick<NoteRow, "id">,
  kind: EventKind,
  version: number,
): Promise<void> {
  return publish(tx, { kind, report, subjectId, version, actorId }).then(() => undefined);
}
