import "server-only";
import type { Database, Prisma, Transaction } from "../db/database";
import { AUTHOR } from "./repository";

const WITH_PLACE = { author: AUTHOR, edition: { select: { title: true } } } satisfies Prisma.HighlightInclude;

/** What somebody has deleted since a time, and the highlights that it stood on; the latest of each first. */
export async function deletedBy(db: Database, deletedById: string, since: Date, limit: number) {
  const deleted = { deletedById, deletedAt: { gte: since } };
  const latest = { orderBy: { deletedAt: "desc" }, take: limit } as const;
  const [highlights, notes, replies] = await Promise.all([
    db.highlight.findMany({ where: deleted, include: { ...WITH_PLACE, note: true }, ...latest }),
    db.note.findMany({
      where: { ...deleted, highlight: { deletedAt: null } },
      include: { author: AUTHOR, highlight: { include: WITH_PLACE } },
      ...latest,
    }),
    db.reply.findMany({
      where: { ...deleted, note: { deletedAt: null, highlight: { deletedAt: null } } },
      include: { author: AUTHOR, note: { include: { highlight: { include: WITH_PLACE } } } },
      ...latest,
    }),
  ]);
  // Those to a note that stood here before are not to this one.
  return { highlights, notes, replies: replies.filter(({ createdAt, note }) => createdAt >= note.createdAt) };
}

/** Takes out for good what was deleted before a time, with all that stood on it. */
export async function eraseDeletedBefore(tx: Transaction, before: Date): Promise<void> {
  const deleted = { deletedAt: { lt: before } };
  await tx.highlight.deleteMany({ where: deleted });
  await tx.note.deleteMany({ where: deleted });
  await tx.reply.deleteMany({ where: deleted });
  await eraseReplacedBefore(tx, before);
}

/** Of notes that were written before a time where another one had been deleted: what is left of that. */
async function eraseReplacedBefore(tx: Transaction, before: Date): Promise<void> {
  const replaced = { replacedAt: { lt: before } };
  for (const { id: noteId, createdAt } of await tx.note.findMany({ where: replaced })) {
    const ofFormer = { noteId, createdAt: { lt: createdAt } };
    await tx.noteRevision.deleteMany({ where: ofFormer });
    await tx.reply.deleteMany({ where: ofFormer });
  }
  await tx.note.updateMany({ where: replaced, data: { replacedAt: null } });
}
