import "server-only";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import type { ChangePassword } from "./access-schemas";
import { auditBy } from "./audit";
import { addressToCount } from "./client";
import { hashNewPassword } from "./password";
import type { Actor, Authorized } from "./policy";
import { endSessionsOf } from "./sessions";
import { knowsOwnPassword } from "./sign-in";

/** Whether a user has a password. People who only use the identity provider or emailed links have none. */
export async function hasPassword(db: Database, { id }: Pick<Actor, "id">): Promise<boolean> {
  const { passwordHash } = await db.person.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } });
  return passwordHash !== null;
}

/**
 * Changes a user's password and ends their other sessions.
 *
 * @returns the number of ended sessions
 * @throws UserError `wrong-password` (403), `common-password` (400) or `too-many-attempts` (429)
 */
export async function changePassword(
  db: Database,
  { actor }: Authorized<null, "password.change">,
  { current, password }: ChangePassword,
  now: Date = new Date(),
): Promise<{ ended: number }> {
  const person = await db.person.findUniqueOrThrow({
    where: { id: actor.id },
    select: { email: true, passwordHash: true },
  });
  if (!(await knowsOwnPassword(db, person, current))) throw wrongPassword();
  const passwordHash = await hashNewPassword(password, actor.email, addressToCount(actor.client ?? null));
  return withEventTransaction(db, async (tx) => {
    // The password may have been changed or removed while the typed one was being hashed.
    const unchanged = await tx.person.count({ where: { id: actor.id, passwordHash: person.passwordHash } });
    if (unchanged === 0) throw wrongPassword();
    await setPassword(tx, actor.id, passwordHash);
    await auditBy(tx, actor, "password.changed", actor.id, {}, now);
    return { ended: await endSessionsOf(tx, actor, now) };
  });
}

/** Stores a new password hash, and deletes the user's password reset links and sign-ins with the former password. */
export async function setPassword(tx: Transaction, personId: string, passwordHash: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { passwordHash } });
  await tx.resetLink.deleteMany({ where: { personId } });
  await tx.pendingSignIn.deleteMany({ where: { personId } });
}

function wrongPassword(): UserError {
  return new UserError("wrong-password.unchanged");
}
