import "server-only";
import { config } from "../../config";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { log } from "../../log";
import { auditBy } from "../audit";
import type { Actor, Authorized } from "../policy";
import type { NewAuthenticator } from "./factor-schemas";
import { requireLeftOver, startCodes } from "./own-factors";
import { qrOf } from "./qr";
import { openText, sealText } from "./sealed-text";
import { keyUrl, newKey, stepOf } from "./totp";

/**
 * Starts setting up an authenticator app. It isn't asked for until `turnOnAuthenticator`. Starting again replaces the
 * key.
 *
 * @throws UserError `authenticator-on` (409)
 */
export async function beginAuthenticator(
  db: Database,
  { actor: { id, email } }: Authorized<null, "factor.add">,
  now: Date = new Date(),
): Promise<NewAuthenticator> {
  const key = newKey();
  const secret = sealText(key, id);
  await db.$transaction(async (tx) => {
    await requireOff(tx, id);
    await tx.authenticator.upsert({
      where: { personId: id },
      create: { personId: id, secret, createdAt: now },
      update: { secret, createdAt: now, lastStep: 0 },
    });
  });
  const url = keyUrl(key, email, new URL(config().origin).host);
  return { key, url, qr: qrOf(url) };
}

/**
 * Turns the authenticator app on with its first code, which shows that the app has the key.
 *
 * @returns the first recovery codes; null if the user has some already
 * @throws UserError `wrong-code.first` (403), `authenticator-on` (409), `authenticator-missing` (409)
 */
export function turnOnAuthenticator(
  db: Database,
  { actor }: Authorized<null, "factor.add">,
  code: string,
  now: Date = new Date(),
): Promise<string[] | null> {
  return db.$transaction(async (tx) => {
    await requireOff(tx, actor.id);
    const row = await tx.authenticator.findUnique({ where: { personId: actor.id } });
    if (!row) throw new UserError("authenticator-missing");
    const step = stepOf(openText(row.secret, actor.id) ?? "", code, row.lastStep, now);
    if (step === null) throw new UserError("wrong-factor.first");
    await tx.authenticator.update({
      where: { personId: actor.id },
      data: { turnedOnAt: now, lastStep: step },
    });
    await auditBy(tx, actor, "factor.added", actor.id, { factor: "authenticator" }, now);
    return startCodes(tx, actor, now);
  });
}

/** @throws UserError `factor-required` (409) if the role requires a second factor and this is the last one */
export function turnOffAuthenticator(
  db: Database,
  { actor }: Authorized<null, "factor.remove">,
  now: Date = new Date(),
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.authenticator.deleteMany({ where: { personId: actor.id, turnedOnAt: { not: null } } });
    if (count === 0) return false;
    await requireLeftOver(tx, actor);
    await auditBy(tx, actor, "factor.removed", actor.id, { factor: "authenticator" }, now);
    return true;
  });
}

/**
 * Checks a code of a user's authenticator app, and uses it up. If several requests send the same code at once, only one
 * of them succeeds.
 */
export async function spendAppCode(
  tx: Database | Transaction,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const row = await tx.authenticator.findUnique({ where: { personId, turnedOnAt: { not: null } } });
  if (!row) return false;
  const key = openText(row.secret, personId);
  if (key === null) {
    log.error({ personId }, "an authenticator key was encrypted with another session secret");
    return false;
  }
  const step = stepOf(key, code, row.lastStep, now);
  if (step === null) return false;
  const { count } = await tx.authenticator.updateMany({
    where: { personId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

async function requireOff(tx: Transaction, personId: Actor["id"]): Promise<void> {
  if ((await tx.authenticator.count({ where: { personId, turnedOnAt: { not: null } } })) === 0) return;
  throw new UserError("authenticator-on");
}
