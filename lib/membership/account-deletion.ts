import "server-only";
import { auditBy } from "../accounts/audit";
import { deleteFactors, hasFactor } from "../accounts/factors/held";
import { requireOtherOwner } from "../accounts/members";
import { type Actor, type Authorized, authorize } from "../accounts/policy";
import { announceRights } from "../accounts/rights";
import type { AccountDeletion } from "../accounts/schemas";
import { knowsOwnPassword } from "../accounts/sign-in";
import { eraseKeptBy } from "../annotations/highlights/erasure";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { removeCollectionsOf } from "../sharing/repository";
import { revokeSharesOf } from "../sharing/service";
import { endAccess, FORMER_MEMBER } from "./offboarding";

/**
 * Permanently deletes a user's own account: their private highlights and notes, deleted content, saved searches,
 * inbox, email address and password. Shared content stays, with or without their name. Links to passages are
 * revoked, and collections are deleted.
 *
 * @throws UserError `wrong-password` (403), `too-many-attempts` (429), `reauthentication-required` (403) for people
 *   without a password whose sign-in isn't recent, `last-owner` (409)
 */
export async function deleteAccount(
  db: Database,
  actor: Actor,
  { nameStays, password }: AccountDeletion,
  now: Date = new Date(),
): Promise<void> {
  const confirmedAt = await proofOf(db, actor, password, now);
  const permit = authorize({ ...actor, ...(confirmedAt && { confirmedAt }) }, "account.delete", null, now);
  await withEventTransaction(db, async (tx) => {
    const person = await tx.person.findUniqueOrThrow({ where: { id: actor.id } });
    if (person.role === "owner") await requireOtherOwner(tx, actor.id);
    await removeCollectionsOf(tx, actor.id);
    await revokeSharesOf(tx, actor, actor.id);
    await eraseKeptBy(tx, actor.id);
    await endAccess(tx, actor.id, now);
    await forget(tx, permit, nameStays);
    await auditBy(tx, actor, "account.deleted", actor.id, { namesStay: nameStays }, now);
    await announceRights(tx, [actor.id], actor);
  });
}

/**
 * When the user proved their identity. The password is always required, because a deleted account can't be restored;
 * people without a password, or with a second factor, also need a recent sign-in or confirmation.
 */
async function proofOf(
  db: Database,
  { id, confirmedAt }: Actor,
  password: string | null,
  now: Date,
): Promise<Date | undefined> {
  const person = await db.person.findUniqueOrThrow({ where: { id }, select: { email: true, passwordHash: true } });
  if (person.passwordHash === null) return confirmedAt;
  if (password !== null && (await knowsOwnPassword(db, person, password))) {
    return (await hasFactor(db, id)) ? confirmedAt : now;
  }
  throw new UserError("wrong-password.not-deleted");
}

/**
 * The domain of placeholder addresses, which can't receive mail (RFC 2606, 2). The original address becomes available
 * for a new account.
 */
const DELETED_DOMAIN = "@deleted.invalid";

/** Whether an address is the placeholder of a deleted account. */
export function isOfDeletedAccount(email: string): boolean {
  return email.endsWith(DELETED_DOMAIN);
}

/** Deletes a user's data, except for shared content. */
async function forget(
  tx: Transaction,
  { actor }: Authorized<null, "account.delete">,
  nameStays: boolean,
): Promise<void> {
  const personId = actor.id;
  await tx.savedSearch.deleteMany({ where: { personId } });
  await tx.inboxItem.deleteMany({ where: { personId } });
  await tx.importJob.deleteMany({ where: { personId } });
  await tx.apiToken.deleteMany({ where: { personId } });
  await deleteFactors(tx, personId);
  await tx.saveKey.deleteMany({ where: { personId } });
  // Keep the rows until they expire, so that other browsers learn that the account is gone.
  await tx.session.updateMany({ where: { personId }, data: { device: "" } });
  await tx.person.update({
    where: { id: personId },
    data: {
      email: `${personId}${DELETED_DOMAIN}`,
      passwordHash: null,
      emailVerifiedAt: null,
      ...(!nameStays && { name: FORMER_MEMBER }),
    },
  });
}
