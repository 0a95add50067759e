import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "../config";
import type { Transaction } from "../db/database";
import { UserError } from "../errors";
import { audit } from "./audit";
import type { Client } from "./client";
import { deleteFactors, hasFactor } from "./factors/held";
import { joinVerified } from "./invitations";
import { type AuthenticatedUser, addPerson } from "./people";
import { revokeCredentials } from "./revocation";
import { announceRights } from "./rights";

/** A user who has verified their email address. */
export interface Verified {
  /** Lower case. */
  email: string;
  /** The name to use if an account is created. */
  name: string;
}

/** Where a sign-in came from, and the invitation that was used for it. */
interface Coming {
  client: Client;
  /** The SHA-256 hash (hexadecimal) of the token in the invitation link that the user followed, if any. */
  invitationHash: string | null;
  /** How the address was verified. */
  way: "email" | "provider";
}

/** The role for people who join through an allowed domain. */
const ROLE_OF_DOMAINS = "reader";

/**
 * Admits current members, invited people and anyone with an address in an allowed domain. A removed user needs a new
 * invitation.
 *
 * @param tx from `withEventTransaction`
 * @throws UserError `not-invited` (403), or `invitation-…` (410, 404) if the invitation is no longer valid
 */
export async function admit(
  tx: Transaction,
  verified: Verified,
  coming: Coming,
  now: Date,
): Promise<AuthenticatedUser> {
  const entrant = await entrantOf(tx, verified, coming, now);
  await noteProof(tx, entrant, coming, now);
  return entrant;
}

/**
 * Records that a user has verified the email address of their account. Before that, an attacker could have registered
 * the address ahead of its real owner. The first verification therefore removes the password and revokes every
 * credential obtained with it. This applies to all roles, including owners.
 *
 * A link in an email proves nothing for an account with a second factor, because anyone who can read the user's email
 * could remove the password, and would still be asked for the second factor. A provider's proof is enough to sign in, so
 * it also removes second factors that someone else may have set up.
 *
 * @param tx from `withEventTransaction`
 */
export async function noteProof(
  tx: Transaction,
  { id }: AuthenticatedUser,
  { client, way }: Pick<Coming, "client" | "way">,
  now: Date,
): Promise<void> {
  if (way === "email" && (await hasFactor(tx, id))) return;
  const first = await tx.person.updateMany({ where: { id, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
  if (first.count === 0) return;
  const ended = await tx.person.updateMany({
    where: { id, passwordHash: { not: null } },
    data: { passwordHash: null },
  });
  if (ended.count === 0) return;
  await revokeCredentials(tx, id, now);
  await deleteFactors(tx, id);
  await announceRights(tx, [id], null);
  await audit(tx, { by: { id }, client, action: "password.ended", subjectId: id, detail: {} }, now);
}

async function entrantOf(
  tx: Transaction,
  { email, name }: Verified,
  { client, invitationHash }: Coming,
  now: Date,
): Promise<AuthenticatedUser> {
  const person = await tx.person.findUnique({ where: { email } });
  if (person && !person.removedAt) return { id: person.id, email };
  if (invitationHash !== null) return joinVerified(tx, invitationHash, { email, name }, client, now);
  if (person || !isOfAllowedDomain(email)) throw notInvited();
  const entrant = await addPerson(tx, { id: randomUUID(), name, email, passwordHash: null }, ROLE_OF_DOMAINS, now);
  const detail = { role: ROLE_OF_DOMAINS, again: false } as const;
  await audit(tx, { by: entrant, client, action: "person.joined", subjectId: entrant.id, detail }, now);
  return entrant;
}

/** Whether `admit` would accept a user with this email address. */
export async function isAdmitted(tx: Transaction, email: string, hasInvitation: boolean): Promise<boolean> {
  const person = await tx.person.findUnique({ where: { email }, select: { removedAt: true } });
  if (person && !person.removedAt) return true;
  return hasInvitation || (!person && isOfAllowedDomain(email));
}

function isOfAllowedDomain(email: string): boolean {
  return config().allowedDomains.includes(email.slice(email.lastIndexOf("@") + 1));
}

function notInvited(): UserError {
  return new UserError("not-invited");
}
