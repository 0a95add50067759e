import "server-only";
import type { Transaction } from "../db/database";

/** Ends what was handed out to let somebody in as a person: sessions, API tokens, and links to choose a password. */
export async function revokeCredentials(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.session.updateMany({ where: { personId, endedAt: null }, data: { endedAt: now } });
  await tx.apiToken.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: now } });
  await tx.resetLink.deleteMany({ where: { personId } });
}

/**
 * Ends every way in to a person's account but its password: what `revokeCredentials` ends, and accounts at a provider that were joined to
 * it. Whoever may still come by their e-mail address is joined anew.
 */
export async function endWaysIn(tx: Transaction, personId: string, now: Date): Promise<void> {
  await revokeCredentials(tx, personId, now);
  await tx.identity.deleteMany({ where: { personId } });
}
