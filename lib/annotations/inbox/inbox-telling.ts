import "server-only";
import { rightsOf } from "../../accounts/people";
import { type Actor, may, type Owned, type Rights } from "../../accounts/policy";
import type { Transaction } from "../../db/database";
import { publish } from "../../events/log";
import type { NoteRow } from "../highlights/repository";
import { repliesTo } from "../highlights/views";
import { mentionedIn } from "../notes/mentions";
import type { Audience } from "../rules";
import { deleteImportItems, insertItems, itemsAbout, makeMentions } from "./inbox-repository";

/** The note fields that notifications need. */
type ToldNote = Owned & { id: string; createdAt: Date };

/** The note or reply fields that notifications need. */
interface Written {
  body: string;
  authorId: string;
  /** Null if the text is the note itself. */
  replyId: string | null;
  /** The reply's audience, if it differs from the note's. */
  audience?: Audience;
}

/**
 * Notifies people who are mentioned in a note or reply and can see it. Each user is notified once, however often
 * the text is edited. Runs in the transaction of the change that mentions them or lets them see it.
 *
 * @returns the ids of the users who are mentioned and can see it
 */
export async function tellMentioned(tx: Transaction, note: ToldNote, written: Written): Promise<ReadonlySet<string>> {
  const { body, replyId } = written;
  const mentioned = await seersAmong(tx, note, written, mentionedIn(body));
  if (mentioned.length === 0) return new Set();
  const ids = new Set(mentioned.map(({ id }) => id));
  // Ignore items about an earlier, deleted note on the same highlight.
  const known = (await itemsAbout(tx, { noteId: note.id, replyId })).filter(
    ({ personId, createdAt }) => ids.has(personId) && (replyId !== null || createdAt >= note.createdAt),
  );
  const asReply = known.filter(({ kind }) => kind === "reply");
  if (asReply.length > 0) {
    await makeMentions(
      tx,
      asReply.map(({ id }) => id),
    );
  }
  const isKnown = new Set(known.map(({ personId }) => personId));
  const fresh = mentioned.filter(({ id }) => !isKnown.has(id));
  await insertItems(tx, fresh, { kind: "mention", noteId: note.id, replyId });
  return ids;
}

/**
 * Notifies people of a reply. The people mentioned in it are notified of the mention; the note's author and everyone
 * else in the discussion are notified of the reply.
 */
export async function tellOfReply(
  tx: Transaction,
  actor: Actor,
  note: NoteRow,
  { id: replyId, body }: { id: string; body: string },
): Promise<void> {
  const written = { body, authorId: actor.id, replyId };
  const mentioned = await tellMentioned(tx, note, written);
  const writers = [note.authorId, ...repliesTo(note).map(({ authorId }) => authorId)];
  const others = [...new Set(writers)].filter((id) => !mentioned.has(id));
  const seers = await seersAmong(tx, note, written, others);
  await insertItems(tx, seers, { kind: "reply", noteId: note.id, replyId });
}

/**
 * Notifies everyone mentioned in a note and its replies after a change of audience, because some of them may only now
 * be able to see it.
 */
export async function tellNewSeers(tx: Transaction, note: NoteRow): Promise<void> {
  await tellMentioned(tx, note, { ...note, replyId: null });
  for (const { id, body, authorId, ...reply } of repliesTo(note)) {
    // Replies by the note's author have the note's audience; see `updateNoteAudience`.
    const { visibility, groupId } = authorId === note.authorId ? note : reply;
    await tellMentioned(tx, note, { body, authorId, replyId: id, audience: { visibility, groupId } });
  }
}

/** Notifies a user that one of their files has been read, or couldn't be read. */
export async function tellOfImport(tx: Transaction, personId: string, importJobId: string): Promise<void> {
  await insertItems(tx, [{ id: personId }], { kind: "imported", importJobId });
  await publish(tx, { kind: "inbox.added", report: null, subjectId: personId, version: 1, actorId: null });
}

/** Removes the notification about an import that has been added, discarded or restarted. */
export async function removeImportNotice(tx: Transaction, personId: string, importJobId: string): Promise<void> {
  if ((await deleteImportItems(tx, importJobId)) === 0) return;
  await publish(tx, { kind: "inbox.read", report: null, subjectId: personId, version: 1, actorId: personId });
}

/** The people who can see the text, except its author. */
async function seersAmong(
  tx: Transaction,
  { report, authorId, visibility, groupId }: ToldNote,
  written: Written,
  ids: readonly string[],
): Promise<Rights[]> {
  const others = ids.filter((id) => id !== written.authorId);
  if (others.length === 0) return [];
  const note = { report, authorId, visibility, groupId };
  const reply = { ...note, ...written.audience, authorId: written.authorId, repliedTo: note, deletedById: null };
  return (await rightsOf(tx, others, [report])).filter((rights) =>
    written.replyId === null ? may(rights, "note.read", note) : may(rights, "reply.read", reply),
  );
}
