import "server-only";
import type { Actor } from "../../accounts/policy";
import type { Transaction } from "../../db/database";
import { publishAll } from "../../events/log";

const PRIVATE = { visibility: "private", groupId: null } as const;

/**
 * Makes private what is for a group that is about to be removed, deleted things and what notes have said included. A reply is then between its
 * author and that of the note, where that one is in the group to the end; else its author alone sees it, as before.
 */
export async function keepFromGroup(tx: Transaction, actor: Pick<Actor, "id">, groupId: string): Promise<void> {
  await tx.noteRevision.updateMany({ where: { groupId }, data: PRIVATE });
  const members = { some: { groupId } };
  await tx.reply.updateMany({ where: { groupId, note: { author: { memberships: members } } }, data: PRIVATE });
  await tx.note.updateMany({ where: { groupId }, data: PRIVATE });
  const highlights = await tx.highlight.findMany({
    where: { groupId },
    select: { id: true, report: true, version: true },
  });
  const next = { ...PRIVATE, version: { increment: 1 }, updatedAt: new Date() };
  await tx.highlight.updateMany({ where: { groupId }, data: next });
  const former = { visibility: "group", groupId } as const;
  await publishAll(
    tx,
    highlights.map(({ id: subjectId, report, version }) => {
      const now = { report, subjectId, version: version + 1 };
      return { kind: "highlight.changed", ...now, actorId: actor.id, former };
    }),
  );
}
