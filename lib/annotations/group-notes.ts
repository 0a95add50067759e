import "server-only";
import type { Actor } from "../accounts/policy";
import type { Transaction } from "../db/database";
import { publish } from "../events/log";

const PRIVATE = { visibility: "private", groupId: null } as const;

/** Makes private what is for a group that is about to be removed, deleted things and what notes have said included. */
export async function keepFromGroup(tx: Transaction, actor: Pick<Actor, "id">, groupId: string): Promise<void> {
  await tx.noteRevision.updateMany({ where: { groupId }, data: PRIVATE });
  await tx.note.updateMany({ where: { groupId }, data: PRIVATE });
  const highlights = await tx.highlight.findMany({ where: { groupId }, select: { id: true, report: true } });
  const next = { ...PRIVATE, version: { increment: 1 }, updatedAt: new Date() };
  await tx.highlight.updateMany({ where: { groupId }, data: next });
  const former = { visibility: "group", groupId } as const;
  for (const { id: subjectId, report } of highlights) {
    const { version } = await tx.highlight.findUniqueOrThrow({ where: { id: subjectId }, select: { version: true } });
    await publish(tx, { kind: "highlight.changed", report, subjectId, version, actorId: actor.id, former });
  }
}
