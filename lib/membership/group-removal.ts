import "server-only";
import { auditBy } from "../accounts/audit";
import { groupAt } from "../accounts/groups";
import type { Actor, Authorized } from "../accounts/policy";
import { announceRights, authorizeNow } from "../accounts/rights";
import { keepFromGroup } from "../annotations/notes/group-notes";
import type { Database, Transaction } from "../db/database";
import { withEventTransaction } from "../events/log";

/**
 * Removes a group. Its highlights and notes are then visible only to their authors.
 *
 * @throws UserError `forbidden` (403), `not-found` (404)
 */
export function removeGroup(db: Database, actor: Actor, id: string): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "group.manage");
    await takeApart(tx, permit, await groupAt(tx, id));
    return { id };
  });
}

async function takeApart(
  tx: Transaction,
  { actor }: Authorized<null, "group.manage">,
  { id, name, members }: Awaited<ReturnType<typeof groupAt>>,
): Promise<void> {
  await keepFromGroup(tx, actor, id);
  await tx.group.delete({ where: { id } });
  await auditBy(tx, actor, "group.removed", id, { group: name });
  const ids = members.map(({ person }) => person.id);
  await announceRights(tx, ids, actor);
}
