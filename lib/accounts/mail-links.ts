import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "../config";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import type { Limit } from "../limits/bucket";
import { consume } from "../limits/limits";
import { admit, isAdmitted } from "./admission";
import { addressToCount, type Client } from "./client";
import { hasFactor } from "./factors/held";
import { invitationOf } from "./invitations";
import { MAIL_LINK_MINUTES } from "./limits";
import { type Mail, sendMail } from "./mail";
import type { AuthenticatedUser } from "./people";
import type { Origin } from "./sign-in";
import { hashToken, newToken } from "./tokens";

const MINUTE = 60_000;

/**
 * Limits how many emails are sent to one address, and how many one client can trigger. A browser that has signed in
 * with the address before has its own limit, so that strangers can't use it up.
 */
const PER_EMAIL: Limit = { burst: 3, seconds: 300 };
const PER_ADDRESS: Limit = { burst: 20, seconds: 60 };

interface Wanted {
  /** Lower case. */
  email: string;
  /** The token of the invitation link that the user followed, if any. */
  invitation: string | null;
  /** Path of the page to open after signing in. */
  from: string;
}

/**
 * Counts a request for a sign-in link. The caller responds immediately after this and runs `sendMailLink` in the
 * background, so that neither the response nor its timing reveals whether the account exists.
 *
 * @throws UserError `too-many-attempts` (429), `no-mail` (404) if this instance doesn't send email
 */
export async function requireMailLink(db: Database, email: string, { client, knownBrowser }: Origin): Promise<void> {
  if (!config().mail) throw new UserError("no-mail");
  const counted =
    knownBrowser?.email === email
      ? [{ key: `mail for browser ${knownBrowser.id}`, limit: PER_EMAIL }]
      : [
          { key: `mail to ${email}`, limit: PER_EMAIL },
          { key: `mail for ${addressToCount(client) ?? "unknown"}`, limit: PER_ADDRESS },
        ];
  await consume(db, counted);
}

/**
 * Emails a sign-in link to an address if a user with that address would be admitted; otherwise does nothing.
 * @param compose writes the email
 */
export async function sendMailLink(
  db: Database,
  { email, invitation, from }: Wanted,
  compose: (link: string) => Omit<Mail, "to">,
  now: Date = new Date(),
): Promise<void> {
  const settings = config().mail;
  const isInvited = invitation !== null && typeof (await invitationOf(db, invitation, now)) !== "string";
  if (!settings || !(await isAdmitted(db, email, isInvited))) return;
  const token = newToken();
  await db.mailLink.create({
    data: {
      id: randomUUID(),
      tokenHash: hashToken(token),
      email,
      invitationHash: isInvited ? hashToken(invitation) : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + MAIL_LINK_MINUTES * MINUTE),
    },
  });
  const link = new URL(`/signin/link/${token}`, config().origin);
  if (from !== "/") link.searchParams.set("from", from);
  await sendMail(settings, { to: email, ...compose(link.href) });
}

interface OpenMailLink {
  email: string;
  /** Whether the user has no account or has been removed. */
  isNew: boolean;
  /** Whether signing in removes the account's password, because it verifies their email address for the first time. */
  endsPassword: boolean;
}

/**
 * The user whom a link would sign in, and the other effects of signing in; null if the link is unknown, used or
 * expired.
 */
export async function mailLinkOf(db: Database, token: string, now: Date = new Date()): Promise<OpenMailLink | null> {
  const row = await db.mailLink.findUnique({ where: { tokenHash: hashToken(token), expiresAt: { gt: now } } });
  if (!row) return null;
  const person = await db.person.findUnique({ where: { email: row.email } });
  return {
    email: row.email,
    isNew: person === null || person.removedAt !== null,
    endsPassword:
      person !== null &&
      person.passwordHash !== null &&
      person.emailVerifiedAt === null &&
      !(await hasFactor(db, person.id)),
  };
}

/**
 * Signs a user in with an emailed link. The link works once.
 *
 * @param name the user's name, if they are new
 * @throws UserError `link-unknown` (404), `name-missing` (400), `not-invited` (403), or `invitation-…` (410, 404). The
 *   link stays valid after an error.
 */
export async function enterByMailLink(
  db: Database,
  token: string,
  name: string | null,
  client: Client,
  now: Date = new Date(),
): Promise<AuthenticatedUser> {
  const link = await mailLinkOf(db, token, now);
  if (!link) throw unknownLink();
  if (link.isNew && name === null) throw new UserError("name-missing");
  const tokenHash = hashToken(token);
  return withEventTransaction(db, async (tx) => {
    const row = await tx.mailLink.findUnique({ where: { tokenHash } });
    // If there are several concurrent requests, only one deletes the row.
    const { count } = await tx.mailLink.deleteMany({ where: { tokenHash, expiresAt: { gt: now } } });
    if (!row || count === 0) throw unknownLink();
    const { email, invitationHash } = row;
    return admit(tx, { email, name: name ?? email }, { client, invitationHash, way: "email" }, now);
  });
}

/** Deletes expired links. */
export async function forgetMailLinks(db: Database, now: Date = new Date()): Promise<void> {
  await db.mailLink.deleteMany({ where: { expiresAt: { lt: now } } });
}

function unknownLink(): UserError {
  return new UserError("link-unknown");
}
