import "server-only";
import { IN_CURRENT_REPORT } from "../../current-reports";
import type { Database, Prisma, Transaction } from "../../db/database";
import { AUTHOR } from "./repository";

const WITH_PLACE = { author: AUTHOR, ofReport: { select: { title: true } } } satisfies Prisma.HighlightInclude;

/**
 * Items that a user has deleted since a given time, with their highlights; newest first within each type. Items in
 * deleted reports are left out.
 */
export async function deletedBy(db: Database, deletedById: string, since: Date, limit: number) {
  const deleted = { deletedById, deletedAt: { gte: since } };
  const latest = { orderBy: { deletedAt: "desc" }, take: limit } as const;
  const [highlights, notes, replies] = await Promise.all([
    db.highlight.findMany({
      where: { ...deleted, ...IN_CURRENT_REPORT },
      include: { ...WITH_PLACE, note: true },
      ...latest,
    }),
    db.note.findMany({
      where: { ...deleted, highlight: { deletedAt: null, ...IN_CURRENT_REPORT } },
      include: { author: AUTHOR, highlight: { include: WITH_PLACE } },
      ...latest,
    }),
    db.reply.findMany({
      where: { ...deleted, note: { deletedAt: null, highlight: { deletedAt: null, ...IN_CURRENT_REPORT } } },
      include: { author: AUTHOR, note: { include: { highlight: { include: WITH_PLACE } } } },
      ...latest,
    }),
  ]);
  // Leave out replies to a note that was deleted and then replaced by another one on the same highlight.
  return { highlights, notes, replies: replies.filter(({ createdAt, note }) => createdAt >= note.createdAt) };
}

/** Permanently deletes items that were deleted before a given time, with everything attached to them. */
export async function eraseDeletedBefore(tx: Transaction, before: Date): Promise<void> {
  const deleted = { deletedAt: { lt: before } };
  await tx.highlight.deleteMany({ where: deleted });
  await removeNotes(tx, deleted);
  await removeReplies(tx, deleted);
  await eraseReplacedBefore(tx, before);
}

/** Permanently deletes what is left of notes that were deleted and then replaced before a given time. */
async function eraseReplacedBefore(tx: Transaction, before: Date): Promise<void> {
  const replaced = { replacedAt: { lt: before } };
  for (const { id: noteId, createdAt } of await tx.note.findMany({ where: replaced })) {
    const ofFormer = { noteId, createdAt: { lt: createdAt } };
    await tx.noteRevision.deleteMany({ where: ofFormer });
    await removeReplies(tx, ofFormer);
  }
  await tx.note.updateMany({ where: replaced, data: { replacedAt: null } });
}

/**
 * Permanently deletes notes with their version history and replies. Records the last version, so that a later note on
 * the highlight continues from it.
 */
export async function removeNotes(tx: Transaction, where: Prisma.NoteWhereInput): Promise<void> {
  const gone = await tx.note.findMany({ where, select: { highlightId: true, version: true } });
  await tx.note.deleteMany({ where });
  for (const { highlightId: id, version: erasedNoteVersion } of gone) {
    await tx.highlight.update({ where: { id }, data: { erasedNoteVersion } });
  }
}

/** Permanently deletes replies. */
export async function removeReplies(tx: Transaction, where: Prisma.ReplyWhereInput): Promise<void> {
  const gone = await tx.reply.groupBy({ by: ["noteId"], where, _sum: { version: true } });
  await tx.reply.deleteMany({ where });
  for (const { noteId: id, _sum } of gone) {
    await tx.note.update({ where: { id }, data: { erasedReplyVersions: { increment: _sum.version ?? 0 } } });
  }
}
