import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import type { Limit } from "../../limits/bucket";
import { type Counted, consume, refund } from "../../limits/limits";
import { audit } from "../audit";
import { addressToCount, type Client } from "../client";
import type { AuthenticatedUser } from "../people";
import { holdPassword } from "../sessions";
import type { Origin } from "../sign-in";
import type { FactorKind, SignInWay } from "../sign-in-ways";
import { spendAppCode } from "./authenticator";
import type { SecondStep } from "./factor-schemas";
import { factorsHeld, hasFactor } from "./held";
import { spendCode } from "./recovery-codes";

/** How long people have for the second step, in milliseconds. */
const PENDING = 10 * 60_000;

/**
 * Limits for wrong codes. A six-digit code is quickly guessed by someone who already knows the password, so there are
 * at most 48 attempts a day from unknown browsers: one chance in 7,000. As with passwords, they don't lock people out
 * of their own browsers.
 */
const PER_ACCOUNT: Limit = { burst: 10, seconds: 1_800 };
const PER_BROWSER: Limit = { burst: 10, seconds: 300 };
const PER_ADDRESS: Limit = { burst: 30, seconds: 60 };

/** A sign-in whose first step has been passed. */
interface Pending {
  id: string;
  person: AuthenticatedUser;
  way: SignInWay;
}

/**
 * Starts the second step of a sign-in, if the user has a second factor. Sign-ins with the provider have none here,
 * because the provider decides how people prove their identity to it.
 *
 * @returns the id of the pending sign-in; null if the first step was enough
 * @throws UserError `wrong-credentials` (401) if the password was changed after the first step
 */
export async function beginSecondStep(
  db: Database,
  { id: personId, passwordHash }: AuthenticatedUser,
  way: SignInWay,
  now: Date = new Date(),
): Promise<string | null> {
  if (way === "provider" || way === "passkey") return null;
  return db.$transaction(async (tx) => {
    if (!(await hasFactor(tx, personId))) return null;
    if (passwordHash !== undefined) await holdPassword(tx, personId, passwordHash);
    const { id } = await tx.pendingSignIn.create({
      data: {
        ...{ id: randomUUID(), personId, way },
        ...{ createdAt: now, expiresAt: new Date(now.getTime() + PENDING) },
      },
    });
    return id;
  });
}

/** A pending sign-in; null if it is unknown, completed or expired, or the user has been removed. */
export async function pendingSignIn(
  db: Database,
  id: string | null,
  now: Date = new Date(),
): Promise<(Pending & { step: SecondStep }) | null> {
  const row =
    id === null
      ? null
      : await db.pendingSignIn.findUnique({ where: { id, expiresAt: { gt: now } }, include: { person: true } });
  if (!row || row.person.removedAt) return null;
  const { id: personId, email } = row.person;
  const person = { id: personId, email };
  return { id: row.id, person, way: row.way as SignInWay, step: await factorsHeld(db, personId) };
}

/** @throws UserError `second-step-over` (410) if it is no longer pending */
export async function requirePending(db: Database, id: string | null, now: Date = new Date()): Promise<Pending> {
  const pending = await pendingSignIn(db, id, now);
  if (pending) return pending;
  throw new UserError("second-step-over");
}

/**
 * Completes a pending sign-in, which can then not be used again.
 *
 * @throws UserError `second-step-over` (410) if another request has completed it, or it was revoked
 */
export async function endPending(tx: Database | Transaction, { id }: Pending): Promise<void> {
  const { count } = await tx.pendingSignIn.deleteMany({ where: { id } });
  if (count === 0) throw new UserError("second-step-over");
}

/**
 * Checks the code for a pending sign-in, and completes it.
 *
 * @returns the kind of the code
 * @throws UserError `wrong-factor` (403), `too-many-attempts` (429), `second-step-over` (410)
 */
export async function passSecondStep(
  db: Database,
  pending: Pending,
  code: string,
  origin: Origin,
  now: Date = new Date(),
): Promise<FactorKind> {
  const { person, way } = pending;
  const { client, knownBrowser } = origin;
  const attempts =
    knownBrowser?.email === person.email
      ? [{ key: `second step browser ${knownBrowser.id}`, limit: PER_BROWSER }]
      : [
          { key: `second step account ${person.id}`, limit: PER_ACCOUNT },
          { key: `second step address ${addressToCount(client) ?? "unknown"}`, limit: PER_ADDRESS },
        ];
  const factor = await checkCode(db, person.id, code, attempts, now);
  if (factor === null) {
    await auditRefusal(db, person.id, way, client);
    throw wrongFactor();
  }
  await endPending(db, pending);
  return factor;
}

/**
 * Checks a code for a signed-in user who confirms their identity.
 *
 * @returns whether it was right
 * @throws UserError `too-many-attempts` (429)
 */
export async function knowsOwnCode(
  db: Database,
  personId: string,
  code: string,
  now: Date = new Date(),
): Promise<boolean> {
  const attempts = [{ key: `own second factor ${personId}`, limit: PER_BROWSER }];
  return (await checkCode(db, personId, code, attempts, now)) !== null;
}

/** Checks a code of either kind, and uses it up. Only wrong codes count as attempts. */
async function checkCode(
  db: Database,
  personId: string,
  code: string,
  attempts: readonly Counted[],
  now: Date,
): Promise<FactorKind | null> {
  await consume(db, attempts);
  const factor = (await spendAppCode(db, personId, code, now))
    ? "authenticator"
    : (await spendCode(db, personId, code))
      ? "recoveryCode"
      : null;
  if (factor !== null) for (const one of attempts) await refund(db, one);
  return factor;
}

export async function auditRefusal(db: Database, personId: string, way: SignInWay, client: Client): Promise<void> {
  const detail = { way, isSecondStep: true };
  await audit(db, { by: null, client, action: "sign-in.refused", subjectId: personId, detail });
}

/** The same error for wrong, used and replayed codes. */
export function wrongFactor(): UserError {
  return new UserError("wrong-factor.again");
}

/** Deletes expired sign-ins. */
export async function forgetPendingSignIns(db: Database, now: Date = new Date()): Promise<void> {
  await db.pendingSignIn.deleteMany({ where: { expiresAt: { lt: now } } });
}
