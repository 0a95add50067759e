import "server-only";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import type { Confirm, ConfirmationView } from "./access-schemas";
import { factorsHeld } from "./factors/held";
import { passkeyProof, type Site } from "./factors/passkeys";
import { knowsOwnCode, wrongFactor } from "./factors/second-step";
import { hasPassword } from "./own-password";
import { type Authorized, isConfirmed } from "./policy";
import { knowsOwnPassword } from "./sign-in";

/** Whether a user can perform sensitive actions without re-authenticating, and what they can re-authenticate with. */
export async function confirmationOf(
  db: Database,
  { actor }: Authorized<null, "session.confirm">,
  now: Date = new Date(),
): Promise<ConfirmationView> {
  const { hasAuthenticator, hasPasskeys } = await factorsHeld(db, actor.id);
  return {
    isConfirmed: isConfirmed(actor, now),
    hasPassword: await hasPassword(db, actor),
    hasAuthenticator,
    hasPasskeys,
  };
}

/**
 * Re-authenticates a user, which allows sensitive actions in their session for a while.
 *
 * @param challenge the challenge that a passkey must have signed, and the site that it is for; null if there is none
 * @throws UserError `wrong-password` (403), `wrong-factor` (403), `wrong-passkey` (403), `second-factor-missing` (403),
 *   `no-password` (409) for people who sign in without one, and any error from `knowsOwnPassword`
 */
export async function confirm(
  db: Database,
  permit: Authorized<null, "session.confirm">,
  { password, code, passkey }: Confirm,
  challenge: { site: Site; challenge: string } | null,
  now: Date = new Date(),
): Promise<ConfirmationView> {
  const { id, sessionId } = permit.actor;
  if (passkey && !challenge) throw new UserError("wrong-passkey.refused");
  const proof = passkey && challenge ? await passkeyProof(db, passkey, challenge, id, now) : null;
  // The password may be changed while it is being hashed.
  const unchanged = proof?.isVerified ? {} : { passwordHash: await knownPassword(db, id, password) };
  if (!proof) await requireOwnCode(db, id, code, now);
  const { count } = await db.session.updateMany({
    where: { id: sessionId, personId: id, endedAt: null, person: unchanged },
    data: { confirmedAt: now },
  });
  if (count === 0) throw wrongPassword();
  return { ...(await confirmationOf(db, permit, now)), isConfirmed: true };
}

/** The hash of the user's password, if they have entered it. */
async function knownPassword(db: Database, id: string, password: string | undefined): Promise<string> {
  const person = await db.person.findUniqueOrThrow({ where: { id }, select: { email: true, passwordHash: true } });
  if (person.passwordHash === null) throw new UserError("no-password");
  if (password !== undefined && (await knowsOwnPassword(db, person, password))) return person.passwordHash;
  throw wrongPassword();
}

/** Checks the code of a user who has a second factor. */
async function requireOwnCode(db: Database, id: string, code: string | undefined, now: Date): Promise<void> {
  const { hasAuthenticator, hasPasskeys } = await factorsHeld(db, id);
  if (!hasAuthenticator && !hasPasskeys) return;
  if (code === undefined) throw new UserError("second-factor-missing");
  if (!(await knowsOwnCode(db, id, code, now))) throw wrongFactor();
}

function wrongPassword(): UserError {
  return new UserError("wrong-password.try-again");
}
