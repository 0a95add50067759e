import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "../config";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { RESET_HOURS } from "./access-schemas";
import { audit } from "./audit";
import { addressToCount, type Client } from "./client";
import { type Mail, sendMail } from "./mail";
import { memberAt } from "./members";
import { setPassword } from "./own-password";
import { hashNewPassword } from "./password";
import { type AuthenticatedUser, namesOf } from "./people";
import type { Actor, Authorized } from "./policy";
import { endWaysIn } from "./revocation";
import { announceRights, authorizeNow } from "./rights";
import { hashToken, newToken } from "./tokens";

const HOUR = 3_600_000;

/** A password reset link. Its token is returned only once. */
export interface MadeReset {
  token: string;
  expiresAt: Date;
}

/**
 * Creates a password reset link for a member who can't sign in. The new link replaces any earlier one.
 *
 * @throws UserError `forbidden` (403), `not-found` (404) if there is no such member
 */
export function createResetLink(
  db: Database,
  actor: Actor,
  personId: string,
  now: Date = new Date(),
): Promise<MadeReset> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "reset.create");
    return addLinkFor(tx, permit, await memberAt(tx, personId), now);
  });
}

function addLinkFor(
  tx: Transaction,
  { actor }: Authorized<null, "reset.create">,
  { id }: { id: string },
  now: Date,
): Promise<MadeReset> {
  return addLink(tx, id, { by: actor, client: actor.client ?? null }, now);
}

/** Creates a password reset link from the command line, without a signed-in user. */
export async function createResetLinkAtServer(
  db: Database,
  personId: string,
  now: Date = new Date(),
): Promise<MadeReset> {
  return db.$transaction((tx) => addLink(tx, personId, { by: null, client: null }, now));
}

async function addLink(
  tx: Transaction,
  personId: string,
  who: { by: { id: string } | null; client: Client | null },
  now: Date,
): Promise<MadeReset> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + RESET_HOURS * HOUR);
  await tx.resetLink.deleteMany({ where: { personId } });
  await tx.resetLink.create({
    data: {
      ...{ id: randomUUID(), tokenHash: hashToken(token), personId, createdAt: now, expiresAt },
      createdById: who.by?.id ?? null,
    },
  });
  await audit(tx, { ...who, action: "reset.created", subjectId: personId, detail: {} }, now);
  return { token, expiresAt };
}

/** The user whose password a link resets; null if the link is unknown, used or expired. */
export async function personOfResetLink(
  db: Database,
  token: string,
  now: Date = new Date(),
): Promise<(AuthenticatedUser & { name: string }) | null> {
  const row = await db.resetLink.findUnique({ where: { tokenHash: hashToken(token) }, include: { person: true } });
  if (!row || row.expiresAt <= now || row.person.removedAt) return null;
  const { id, email, name } = row.person;
  return { id, email, name };
}

/**
 * Sets the password that a user chose with a reset link. Ends all of their sessions, revokes their API tokens and
 * unlinks their provider accounts, which locks out anyone who had access to them. The link works once. An inbox item
 * tells the person that the link was used and who created it, because they may not have asked for it.
 *
 * @returns the person, and the name of the link's creator; null if it was created on the command line
 * @throws UserError `reset-unknown` (404) or `common-password` (400). The link stays valid after an error.
 */
export async function resetPassword(
  db: Database,
  token: string,
  password: string,
  client: Client,
  now: Date = new Date(),
): Promise<{ entrant: AuthenticatedUser; madeBy: string | null }> {
  const person = await personOfResetLink(db, token, now);
  // Check before hashing, so that hashing can't be triggered without a link.
  if (!person) throw unknownLink();
  const { id, email } = person;
  const passwordHash = await hashNewPassword(password, email, addressToCount(client));
  return withEventTransaction(db, async (tx) => {
    const link = await tx.resetLink.findUnique({ where: { tokenHash: hashToken(token) } });
    // If there are several concurrent requests, only one deletes the row.
    const { count } = await tx.resetLink.deleteMany({ where: { tokenHash: hashToken(token), expiresAt: { gt: now } } });
    if (!link || count === 0) throw unknownLink();
    await setPassword(tx, id, passwordHash);
    await endWaysIn(tx, id, now);
    await announceRights(tx, [id], null);
    await audit(tx, { by: { id }, client, action: "reset.used", subjectId: id, detail: {} }, now);
    const { createdById: byId } = link;
    await tx.inboxItem.create({ data: { id: randomUUID(), personId: id, kind: "reset", byId, createdAt: now } });
    const madeBy = byId === null ? null : ((await namesOf(tx, [byId])).get(byId) ?? null);
    return { entrant: { id, email }, madeBy };
  });
}

/**
 * Notifies a user by email that their password was reset, if this instance sends email.
 * @param compose writes the email
 */
export async function sendResetNotice(
  { email }: AuthenticatedUser,
  madeBy: string | null,
  compose: (madeBy: string | null) => Omit<Mail, "to">,
): Promise<void> {
  const settings = config().mail;
  if (settings) await sendMail(settings, { to: email, ...compose(madeBy) });
}

function unknownLink(): UserError {
  return new UserError("reset-unknown");
}
