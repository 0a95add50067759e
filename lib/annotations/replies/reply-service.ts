import "server-only";
import { type Actor, type Authorized, authorize, may } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { type EventKind, publish } from "../../events/log";
import { auditDeletion } from "../highlights/deletion-audit";
import { idForNew, idOfChosen } from "../highlights/own-ids";
import type { HighlightRow, NoteRow } from "../highlights/repository";
import { withHighlight } from "../highlights/service";
import { highlightView, noteFor, repliesTo, replyViewOf, seesReply } from "../highlights/views";
import { tellMentioned, tellOfReply } from "../inbox/inbox-telling";
import { EditConflict, noteBody, notFound } from "../rules";
import type { HighlightView, NewReply, ReplyParams, ReplySave, ReplyView } from "../schemas";
import {
  findReply,
  insertReply,
  setReplyDeleted,
  setReplyRestored,
  type ThreadedReply,
  threaded,
  updateReply,
} from "./thread-repository";

/**
 * Replies to a highlight's note. An identical request changes nothing, so a save can be repeated. `idForNew` chooses
 * the id.
 *
 * @throws UserError `not-found` (404) if the note doesn't exist or the user can't see it, `forbidden` (403),
 *   `reply-exists` (409) if the id is taken, and any error from `noteBody`; EditConflict (409) if the user has already
 *   written the reply with a different text
 */
export function addReply(
  db: Database,
  actor: Actor,
  highlightId: string,
  { id: chosen, body: typed }: NewReply,
): Promise<HighlightView> {
  const body = noteBody(typed, "reply");
  return withHighlight(db, actor, highlightId, async (tx, row) => {
    const note = visibleNote(actor, row);
    const permit = authorize(actor, "reply.create", note);
    const id = await idForNew(actor.id, chosen, (taken) => isReplyKnown(tx, actor, taken));
    const own = repliesTo(note).find((reply) => reply.id === id && reply.authorId === actor.id);
    if (own?.body === body) return;
    if (own) throw new EditConflict(highlightView(actor, row));
    if (await findReply(tx, id)) {
      throw new UserError("reply-exists");
    }
    await insertReply(tx, permit, { id, body });
    await tellOfReply(tx, actor, note, { id, body });
    await announce(tx, actor, row, id, "reply.created", 1);
  });
}

/** Whether the reply exists and the user knows about it. */
async function isReplyKnown(tx: Transaction, actor: Actor, id: string): Promise<boolean> {
  const reply = await findReply(tx, id);
  if (!reply || reply.authorId === actor.id) return reply !== null;
  const { note } = reply;
  const isThere = [reply, note, note.highlight].every(({ deletedAt }) => deletedAt === null);
  return isThere && may(actor, "reply.read", { ...reply, repliedTo: { ...note, report: note.highlight.report } });
}

/**
 * Edits one's own reply. Saving the current text again changes nothing, regardless of the version.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), and any error from `noteBody`; EditConflict (409) if the
 *   version is outdated or the reply is deleted
 */
export function editReply(
  db: Database,
  actor: Actor,
  params: ReplyParams,
  { version, body: typed }: ReplySave,
): Promise<HighlightView> {
  const body = noteBody(typed, "reply");
  return withReply(db, actor, params, async (tx, row, reply) => {
    const permit = authorize(actor, "reply.edit", reply);
    if (reply.deletedAt) throw new EditConflict(highlightView(actor, row));
    if (reply.body !== body && reply.version !== version) throw new EditConflict(highlightView(actor, row));
    await makeEdited(tx, row, permit, body);
  });
}

/**
 * Like `editReply`, but only if the reply is still in the state that the caller expects.
 *
 * @param check throws if it isn't
 * @throws UserError `not-found` (404), `forbidden` (403), any error from `noteBody`, and whatever `check` throws
 */
export function reviseReply(
  db: Database,
  actor: Actor,
  params: ReplyParams,
  check: (current: ReplyView) => void,
  typed: string,
): Promise<HighlightView> {
  const body = noteBody(typed, "reply");
  return withReply(db, actor, params, async (tx, row, reply) => {
    if (reply.deletedAt) throw notFound();
    check(replyViewOf(actor, reply));
    await makeEdited(tx, row, authorize(actor, "reply.edit", reply), body);
  });
}

async function makeEdited(
  tx: Transaction,
  row: HighlightRow,
  permit: Authorized<ThreadedReply, "reply.edit">,
  body: string,
): Promise<void> {
  const { actor, resource: reply } = permit;
  if (reply.body === body) return;
  const next = await updateReply(tx, permit, body);
  const { id: replyId, repliedTo, visibility, groupId } = reply;
  const written = { body, authorId: actor.id, replyId, audience: { visibility, groupId } };
  await tellMentioned(tx, repliedTo, written);
  await announce(tx, actor, row, reply.id, "reply.changed", next);
}

/**
 * Deletes a reply. It can be restored.
 *
 * @throws UserError `not-found` (404), `forbidden` (403); EditConflict (409) if the version is outdated
 */
export function deleteReply(db: Database, actor: Actor, params: ReplyParams, version: number): Promise<HighlightView> {
  return withReply(db, actor, params, async (tx, row, reply) => {
    const permit = authorize(actor, "reply.delete", reply);
    // This is a retry of a deletion whose response was lost.
    if (reply.deletedAt && reply.version === version + 1) return;
    if (reply.deletedAt || reply.version !== version) throw new EditConflict(highlightView(actor, row));
    await takeAway(tx, row, permit);
  });
}

/**
 * Like `deleteReply`, but only if the reply is still in the state that the caller expects.
 *
 * @param check throws if it isn't
 * @throws UserError `not-found` (404), `forbidden` (403), and whatever `check` throws
 */
export function deleteKnownReply(
  db: Database,
  actor: Actor,
  params: ReplyParams,
  check: (current: ReplyView) => void,
): Promise<HighlightView> {
  return withReply(db, actor, params, async (tx, row, reply) => {
    if (reply.deletedAt) throw notFound();
    const permit = authorize(actor, "reply.delete", reply);
    check(replyViewOf(actor, reply));
    await takeAway(tx, row, permit);
  });
}

async function takeAway(
  tx: Transaction,
  row: HighlightRow,
  permit: Authorized<ThreadedReply, "reply.delete">,
): Promise<void> {
  const { actor, resource: reply } = permit;
  await announce(tx, actor, row, reply.id, "reply.deleted", await setReplyDeleted(tx, permit));
  await auditDeletion(tx, actor, { id: reply.id, visibility: row.visibility }, "reply.deleted");
}

/**
 * Restores a deleted reply. Allowed for the user who deleted it, and for moderators if its author didn't delete it.
 * Does nothing if it isn't deleted.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function restoreReply(db: Database, actor: Actor, params: ReplyParams): Promise<HighlightView> {
  return withReply(db, actor, params, async (tx, row, reply) => {
    if (!reply.deletedAt) return;
    const permit = authorize(actor, "reply.restore", reply);
    await announce(tx, actor, row, reply.id, "reply.restored", await setReplyRestored(tx, permit));
    await auditDeletion(tx, actor, { id: reply.id, visibility: row.visibility }, "reply.restored");
  });
}

/** @throws UserError `not-found` (404) if the note doesn't exist or is hidden from the user */
export function visibleNote(actor: Actor, row: HighlightRow): NoteRow {
  const note = noteFor(actor, row);
  if (!note) throw notFound();
  return note;
}

/** Changes an existing reply, deleted or not. Returns the new state of the highlight that it belongs to. */
function withReply(
  db: Database,
  actor: Actor,
  { id: highlightId, reply: replyId }: ReplyParams,
  change: (tx: Transaction, row: HighlightRow, reply: ThreadedReply) => Promise<void>,
): Promise<HighlightView> {
  return withHighlight(db, actor, highlightId, async (tx, row) => {
    const note = visibleNote(actor, row);
    const replies = repliesTo(note, { withDeleted: true }).filter((reply) => seesReply(actor, note, reply));
    const named = (name: string) => replies.find(({ id }) => id === name);
    const reply = named(replyId) ?? named(idOfChosen(actor, replyId));
    if (!reply) throw notFound();
    await change(tx, row, threaded(note, reply));
  });
}

async function announce(
  tx: Transaction,
  { id: actorId }: Actor,
  { report }: HighlightRow,
  subjectId: string,
  kind: EventKind,
  version: number,
): Promise<void> {
  await publish(tx, { kind, report, subjectId, version, actorId });
}
