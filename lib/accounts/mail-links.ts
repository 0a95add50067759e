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
import { invitationOf } from "./invitations";
import { MAIL_LINK_MINUTES } from "./limits";
import { type Mail, sendMail } from "./mail";
import type { AuthenticatedUser } from "./people";
import type { Origin } from "./sign-in";
import { hashToken, newToken } from "./tokens";

const MINUTE = 60_000;

/** Nobody's mailbox is filled by us, and nobody has us fill those of others. A browser that is known for an address has a limit of its own. */
const PER_EMAIL: Limit = { burst: 3, seconds: 300 };
const PER_ADDRESS: Limit = { burst: 20, seconds: 60 };

interface Wanted {
  /** Lower case. */
  email: string;
  /** Token of an invitation whose link was opened first. */
  invitation: string | null;
  /** Path of the page to go to afterwards. */
  from: string;
}

/**
 * Counts a wish for a link. It is all that the person who asks waits for, so that neither the answer nor its time tells whether there is
 * such an account: `sendMailLink` comes afterwards.
 *
 * @throws UserError `too-many-attempts` (429), `no-mail` (404) where we send none
 */
export async function requireMailLink(db: Database, email: string, { client, knownBrowser }: Origin): Promise<void> {
  if (!config().mail) throw new UserError("no-mail", "This Concord sends no e-mail.", 404);
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
 * Sends a link to an e-mail address by which its owner comes in, where it lets them in; otherwise nothing.
 *
 * @param compose what the mail says
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

/** What a link is good for. */
interface OpenMailLink {
  email: string;
  /** Whether they come for the first time, or again after they were removed. */
  isNew: boolean;
  /** Whether coming in by it ends the password of the account, since it is the first proof that the address is theirs. */
  endsPassword: boolean;
}

/** Whom a link's token lets in, and what that does; null where it is unknown, was used, or is too old. */
export async function mailLinkOf(db: Database, token: string, now: Date = new Date()): Promise<OpenMailLink | null> {
  const row = await db.mailLink.findUnique({ where: { tokenHash: hashToken(token), expiresAt: { gt: now } } });
  if (!row) return null;
  const person = await db.person.findUnique({ where: { email: row.email } });
  return {
    email: row.email,
    isNew: person === null || person.removedAt !== null,
    endsPassword: person !== null && person.passwordHash !== null && person.emailVerifiedAt === null,
  };
}

/**
 * Lets somebody in by a link that came by mail. It serves once.
 *
 * @param name what they are to be called where they come for the first time
 * @throws UserError `link-unknown` (404), `name-missing` (400), `not-invited` (403), or `invitation-…` (410, 404); it can then be used again
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
  if (link.isNew && name === null) throw new UserError("name-missing", "Say your name.");
  const tokenHash = hashToken(token);
  return withEventTransaction(db, async (tx) => {
    const row = await tx.mailLink.findUnique({ where: { tokenHash } });
    // Of several at once one takes it away.
    const { count } = await tx.mailLink.deleteMany({ where: { tokenHash, expiresAt: { gt: now } } });
    if (!row || count === 0) throw unknownLink();
    const { email, invitationHash } = row;
    return admit(tx, { email, name: name ?? email }, { client, invitationHash }, now);
  });
}

/** Takes out the links that are too old. */
export async function forgetMailLinks(db: Database, now: Date = new Date()): Promise<void> {
  await db.mailLink.deleteMany({ where: { expiresAt: { lt: now } } });
}

function unknownLink(): UserError {
  return new UserError(
    "link-unknown",
    "This link does not work: it was used, is too old, or has lost its end. Ask for a new one.",
    404,
  );
}
