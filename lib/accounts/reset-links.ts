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

/** A link by which a person chooses a new password; its token is told only here. */
export interface MadeReset {
  token: string;
  expiresAt: Date;
}

/**
 * Makes a link for somebody who cannot come in any more. It replaces one that was made before.
 *
 * @throws UserError `forbidden` (403), `not-found` (404) where there is no such person in the team
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

/** Makes such a link at the server itself, where nobody is signed in. */
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

/** Whose password a link's token lets choose; null where it is unknown, was used, or is too old. */
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
 * Gives the person whom a link was made for the password that they have chosen. All their sessions and API tokens end, and accounts
 * elsewhere that were joined to theirs are let go of: whoever had got hold of any of them is out. A link serves once. The person finds in
 * their inbox that it was used, and who made it: that need not have been at their wish.
 *
 * @returns whose password it is, and the name of who made the link, null where it was made at the server
 * @throws UserError `reset-unknown` (404) or `common-password` (400); the link can then be used again
 */
export async function resetPassword(
  db: Database,
  token: string,
  password: string,
  client: Client,
  now: Date = new Date(),
): Promise<{ entrant: AuthenticatedUser; madeBy: string | null }> {
  const person = await personOfResetLink(db, token, now);
  // Asked first, so that nobody makes us hash without a link.
  if (!person) throw unknownLink();
  const { id, email } = person;
  const passwordHash = await hashNewPassword(password, email, addressToCount(client));
  return withEventTransaction(db, async (tx) => {
    const link = await tx.resetLink.findUnique({ where: { tokenHash: hashToken(token) } });
    // Of several at once one takes it away.
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
 * Tells somebody by mail that their password was reset, where we send mail.
 *
 * @param compose what the mail says
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
  return new UserError(
    "reset-unknown",
    "This link does not work: it was used, is too old, or has lost its end. Ask for a new one.",
    404,
  );
}
