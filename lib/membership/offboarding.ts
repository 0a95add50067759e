import "server-only";
import { auditBy } from "../accounts/audit";
import { memberAt, requireOtherOwner } from "../accounts/members";
import type { Actor, Authorized } from "../accounts/policy";
import { endGrantsOf } from "../accounts/report-grants";
import { endWaysIn } from "../accounts/revocation";
import { announceRights, authorizeNow } from "../accounts/rights";
import type { Removal } from "../accounts/schemas";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { revokeSharesOf } from "../sharing/service";

/** Shown in place of a former member's name if it was removed from their content. */
export const FORMER_MEMBER = "Former member";

/**
 * Removes a member immediately: ends their sessions, tokens, open invitations and group memberships. Content shared
 * with the team or a group stays; their private content is visible to no one until they are readmitted.
 *
 * @throws UserError `forbidden` (403), `not-found` (404), `last-owner` (409), `own-account` (409) for the actor's own
 *   account
 */
export function removeMember(
  db: Database,
  actor: Actor,
  id: string,
  { nameStays, endShares }: Removal,
  now: Date = new Date(),
): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "member.remove");
    if (id === actor.id) {
      throw new UserError("own-account");
    }
    const { role } = await memberAt(tx, id);
    if (role === "owner") await requireOtherOwner(tx, id);
    if (endShares) await revokeSharesOf(tx, actor, id);
    await sendAway(tx, permit, { id, nameStays }, now);
    return { id };
  });
}

async function sendAway(
  tx: Transaction,
  { actor }: Authorized<null, "member.remove">,
  { id, nameStays }: { id: string; nameStays: boolean },
  now: Date,
): Promise<void> {
  await endAccess(tx, id, now);
  if (!nameStays) await tx.person.update({ where: { id }, data: { name: FORMER_MEMBER } });
  await auditBy(tx, actor, "person.removed", id, { namesStay: nameStays }, now);
  await announceRights(tx, [id], actor);
}

/** Revokes all of a user's access, and the invitations that they created. */
export async function endAccess(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { removedAt: now } });
  await endWaysIn(tx, personId, now);
  await tx.groupMember.deleteMany({ where: { personId } });
  await endGrantsOf(tx, personId);
  await tx.invitation.updateMany({ where: { createdById: personId, revokedAt: null }, data: { revokedAt: now } });
}
