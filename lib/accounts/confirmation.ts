import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import type { ConfirmationView } from "./access-schemas";
import { hasPassword } from "./own-password";
import { type Authorized, isConfirmed } from "./policy";
import { knowsOwnPassword } from "./sign-in";

/**
 * Whether a user can perform sensitive actions without re-authenticating, and whether they have a password to
 * re-authenticate with.
 */
export async function confirmationOf(
  db: Database,
  { actor }: Authorized<null, "session.confirm">,
  now: Date = new Date(),
): Promise<ConfirmationView> {
  return { isConfirmed: isConfirmed(actor, now), hasPassword: await hasPassword(db, actor) };
}

/**
 * Re-authenticates a user by password, which allows sensitive actions in their session for a while.
 *
 * @throws UserError `wrong-password` (403), `no-password` (409) for people who sign in without one, and any error from
 *   `knowsOwnPassword`
 */
export async function confirm(
  db: Database,
  { actor: { id, sessionId } }: Authorized<null, "session.confirm">,
  password: string,
  now: Date = new Date(),
): Promise<ConfirmationView> {
  const person = await db.person.findUniqueOrThrow({ where: { id }, select: { email: true, passwordHash: true } });
  const { passwordHash } = person;
  if (passwordHash === null) {
    throw new UserError("no-password");
  }
  if (!(await knowsOwnPassword(db, person, password))) throw wrongPassword();
  // The password may have been changed, or the session ended, while the password was being hashed.
  const { count } = await db.session.updateMany({
    where: { id: sessionId, personId: id, endedAt: null, person: { passwordHash } },
    data: { confirmedAt: now },
  });
  if (count === 0) throw wrongPassword();
  return { isConfirmed: true, hasPassword: true };
}

function wrongPassword(): UserError {
  return new UserError("wrong-password.try-again");
}
