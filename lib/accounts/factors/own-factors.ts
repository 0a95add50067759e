import "server-only";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { auditBy } from "../audit";
import type { Actor, Authorized } from "../policy";
import type { FactorsView } from "./factor-schemas";
import { hasFactor } from "./held";
import { passkeyViews } from "./passkey-views";
import { replaceCodes } from "./recovery-codes";
import { isRequired, lacksFactor } from "./requirement";

/**
 * A user's second factors.
 * @param passkeyHost the host name that new passkeys work for; null if passkeys aren't possible
 */
export async function ownFactors(
  db: Database,
  { actor: { id, role } }: Authorized<null, "factor.list">,
  passkeyHost: string | null,
): Promise<FactorsView> {
  const authenticator = await db.authenticator.findUnique({ where: { personId: id }, select: { turnedOnAt: true } });
  return {
    authenticatorSince: authenticator?.turnedOnAt?.toISOString() ?? null,
    passkeys: await passkeyViews(db, id),
    codesLeft: await db.recoveryCode.count({ where: { personId: id } }),
    isRequired: await isRequired(db, role),
    passkeyHost,
  };
}

/**
 * Replaces the recovery codes.
 *
 * @returns the new codes, which can't be shown again
 * @throws UserError `no-second-factor` (409)
 */
export function renewCodes(
  db: Database,
  { actor }: Authorized<null, "factor.add">,
  now: Date = new Date(),
): Promise<string[]> {
  return db.$transaction(async (tx) => {
    if (!(await hasFactor(tx, actor.id))) throw new UserError("no-second-factor.yours");
    await auditBy(tx, actor, "codes.renewed", actor.id, {}, now);
    return replaceCodes(tx, actor.id, now);
  });
}

/**
 * Call this after a user has added a second factor. The first one comes with recovery codes, and lets people in who had
 * to set it up.
 *
 * @returns the recovery codes; null if the user has some already
 */
export async function startCodes(tx: Transaction, { id }: Actor, now: Date): Promise<string[] | null> {
  await tx.session.updateMany({ where: { personId: id, mustSetUp: true }, data: { mustSetUp: false } });
  if ((await tx.recoveryCode.count({ where: { personId: id } })) > 0) return null;
  return replaceCodes(tx, id, now);
}

/**
 * Call this after a user has removed a second factor. Recovery codes are useless without one.
 *
 * @throws UserError `factor-required` (409)
 */
export async function requireLeftOver(tx: Transaction, { id }: Actor): Promise<void> {
  const { role } = await tx.person.findUniqueOrThrow({ where: { id }, select: { role: true } });
  if (await lacksFactor(tx, { id, role })) throw new UserError("factor-required");
  if (!(await hasFactor(tx, id))) await tx.recoveryCode.deleteMany({ where: { personId: id } });
}
