import "server-only";
import type { Actor } from "../../accounts/policy";
import type { Transaction } from "../../db/database";
import { publishAll } from "../../events/log";

const PRIVATE = { visibility: "private", groupId: null } as const;

/**
 * Makes everything that is shared with a group private before the group is removed, including deleted content and
 * version history. A reply then stays visible to its author, and also to the note's author if they are in the group at
 * that time.
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
