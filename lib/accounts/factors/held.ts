import "server-only";
import type { Database, Transaction } from "../../db/database";
import type { SecondStep } from "./factor-schemas";

/** The second factors that a user has. */
export async function factorsHeld(tx: Database | Transaction, personId: string): Promise<SecondStep> {
  const authenticators = await tx.authenticator.count({ where: { personId, turnedOnAt: { not: null } } });
  const passkeys = await tx.passkey.count({ where: { personId } });
  const codes = await tx.recoveryCode.count({ where: { personId } });
  return { hasAuthenticator: authenticators > 0, hasPasskeys: passkeys > 0, hasCodes: codes > 0 };
}

/** Whether a user has a second factor. Recovery codes alone are none: they only replace one that was lost. */
export async function hasFactor(tx: Database | Transaction, personId: string): Promise<boolean> {
  const { hasAuthenticator, hasPasskeys } = await factorsHeld(tx, personId);
  return hasAuthenticator || hasPasskeys;
}

/** Deletes everything that a user could pass the second step with. */
export async function deleteFactors(tx: Transaction, personId: string): Promise<void> {
  await tx.authenticator.deleteMany({ where: { personId } });
  await tx.passkey.deleteMany({ where: { personId } });
  await tx.recoveryCode.deleteMany({ where: { personId } });
  await tx.pendingSignIn.deleteMany({ where: { personId } });
}
