import "server-only";
import { auditBy } from "../accounts/audit";
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
 * Deletes a person's own account for good: their private highlights and notes, what they have deleted, saved searches, inbox, e-mail
 * address and password. What they have shared with the team or a group stays, under their name or without it; links to passages end, and
 * collections of passages go.
 *
 * @throws UserError `wrong-password` (403), `too-many-attempts` (429), `reauthentication-required` (403) for who has no password and signed in a while ago, `last-owner` (409)
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
 * When the person has proved who they are. Their password is asked for every time, since nothing brings an account back; who has none must
 * have signed in lately.
 */
async function proofOf(
  db: Database,
  { id, confirmedAt }: Actor,
  password: string | null,
  now: Date,
): Promise<Date | undefined> {
  const person = await db.person.findUniqueOrThrow({ where: { id }, select: { email: true, passwordHash: true } });
  if (person.passwordHash === null) return confirmedAt;
  if (password !== null && (await knowsOwnPassword(db, person, password))) return now;
  throw new UserError("wrong-password", "This is not your password. Nothing was deleted.", 403);
}

/** A name of nobody's, which is never written to (RFC 2606, 2); the address that stood there is free for a new account. */
const DELETED_DOMAIN = "@deleted.invalid";

/** Whether an address stands in the place of that of an account which was deleted. */
export function isOfDeletedAccount(email: string): boolean {
  return email.endsWith(DELETED_DOMAIN);
}

/** Takes away what is kept of a person but for what they have shared. */
async function forget(
  tx: Transaction,
  { actor }: Authorized<null, "account.delete">,
  nameStays: boolean,
): Promise<void> {
  const personId = actor.id;
  await tx.savedSearch.deleteMany({ where: { personId } });
  await tx.inboxItem.deleteMany({ where: { personId } });
  await tx.apiToken.deleteMany({ where: { personId } });
  await tx.saveKey.deleteMany({ where: { personId } });
  // The rows stay until their time is over, so that other browsers learn that the account is gone.
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
