import "server-only";
import type { Transaction } from "../db/database";

/** Revokes a user's credentials: sessions, sign-ins in progress, API tokens and password reset links. */
export async function revokeCredentials(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.session.updateMany({ where: { personId, endedAt: null }, data: { endedAt: now } });
  await tx.pendingSignIn.deleteMany({ where: { personId } });
  await tx.apiToken.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: now } });
  await tx.resetLink.deleteMany({ where: { personId } });
}

/**
 * Ends every way to sign in to an account except with its password and passkeys. Passkeys stay, because they may be the
 * account's second factor, which a password reset must not remove. Revokes credentials (`revokeCredentials`) and
 * unlinks provider accounts. Users who are still admitted by email address are linked again when they next sign in
 * through the provider.
 */
export async function endWaysIn(tx: Transaction, personId: string, now: Date): Promise<void> {
  await revokeCredentials(tx, personId, now);
  await tx.identity.deleteMany({ where: { personId } });
}
