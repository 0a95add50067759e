import "server-only";
import { rightsOf } from "../accounts/people";
import { type Actor, may, type Owned } from "../accounts/policy";
import type { Transaction } from "../db/database";
import { insertItems, itemsAbout, makeMentions } from "./inbox-repository";
import { mentionedIn } from "./mentions";
import type { NoteRow } from "./repository";
import { repliesTo } from "./views";

/** A note, as far as telling people of it is concerned. */
type ToldNote = Owned & { id: string; createdAt: Date };

/**
 * Tells people that a note mentions them, or a reply to it does: those who may see it, each once however often it is edited. In the
 * transaction of the change that mentions them, or that lets them see it.
 *
 * @param written what mentions them; `replyId` is null for the note itself
 * @returns the ids of the people who are mentioned and may see it
 */
export async function tellMentioned(
  tx: Transaction,
  note: ToldNote,
  { body, authorId, replyId }: { body: string; authorId: string; replyId: string | null },
): Promise<ReadonlySet<string>> {
  const mentioned = await seersAmong(tx, note, mentionedIn(body), authorId);
  if (mentioned.length === 0) return new Set();
  const ids = new Set(mentioned.map(({ id }) => id));
  // What was said of a note that stood here before, and was deleted, was not said of this one.
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

/** Tells who wrote a note, or replied to it before, of a new reply; and those whom it mentions, that it does. */
export async function tellOfReply(
  tx: Transaction,
  actor: Actor,
  note: NoteRow,
  { id: replyId, body }: { id: string; body: string },
): Promise<void> {
  const mentioned = await tellMentioned(tx, note, { body, authorId: actor.id, replyId });
  const writers = [note.authorId, ...repliesTo(note).map(({ authorId }) => authorId)];
  const others = [...new Set(writers)].filter((id) => !mentioned.has(id));
  const seers = await seersAmong(tx, note, others, actor.id);
  await insertItems(tx, seers, { kind: "reply", noteId: note.id, replyId });
}

/** Tells all whom a note and the replies to it mention: others may see it now than before. */
export async function tellNewSeers(tx: Transaction, note: NoteRow): Promise<void> {
  await tellMentioned(tx, note, { ...note, replyId: null });
  for (const reply of repliesTo(note)) await tellMentioned(tx, note, { ...reply, replyId: reply.id });
}

/** Those of some people who may see a note, but for one. */
async function seersAmong(tx: Transaction, note: Owned, ids: readonly string[], except: string) {
  const others = ids.filter((id) => id !== except);
  if (others.length === 0) return [];
  const { authorId, visibility, groupId } = note;
  return (await rightsOf(tx, others)).filter((rights) => may(rights, "note.read", { authorId, visibility, groupId }));
}
