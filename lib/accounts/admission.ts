import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "../config";
import type { Transaction } from "../db/database";
import { UserError } from "../errors";
import { audit } from "./audit";
import type { Client } from "./client";
import { joinVerified } from "./invitations";
import { type AuthenticatedUser, addPerson } from "./people";
import { revokeCredentials } from "./revocation";
import { announceRights } from "./rights";

/** Somebody who has shown that an e-mail address is theirs. */
export interface Verified {
  /** Lower case. */
  email: string;
  /** What they are to be called where they are new. */
  name: string;
}

/** By what they come. */
interface Coming {
  client: Client;
  /** SHA-256 of the token of an invitation whose link they opened first, hexadecimal. */
  invitationHash: string | null;
}

/** What becomes of a person who comes in by an allowed domain. */
const ROLE_OF_DOMAINS = "reader";

/**
 * Whom an e-mail address lets in: who is in the team, who was invited, and who has an address of an allowed domain. Who was removed needs an
 * invitation again.
 *
 * @param tx of `withEventTransaction`
 * @throws UserError `not-invited` (403), or `invitation-…` (410, 404) for an invitation that is good no more
 */
export async function admit(
  tx: Transaction,
  verified: Verified,
  coming: Coming,
  now: Date,
): Promise<AuthenticatedUser> {
  const entrant = await entrantOf(tx, verified, coming, now);
  await noteProof(tx, entrant, coming.client, now);
  return entrant;
}

/**
 * Notes that somebody has shown that the address of an account is theirs. Before the first time it was only typed, perhaps by somebody who
 * waited for its owner to come: the password chosen until then ends, with all that it was used to get. That goes for owners too.
 *
 * @param tx of `withEventTransaction`
 */
export async function noteProof(tx: Transaction, { id }: AuthenticatedUser, client: Client, now: Date): Promise<void> {
  const first = await tx.person.updateMany({ where: { id, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
  if (first.count === 0) return;
  const ended = await tx.person.updateMany({
    where: { id, passwordHash: { not: null } },
    data: { passwordHash: null },
  });
  if (ended.count === 0) return;
  await revokeCredentials(tx, id, now);
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

/** Whether `admit` would let the owner of an address in. */
export async function isAdmitted(tx: Transaction, email: string, hasInvitation: boolean): Promise<boolean> {
  const person = await tx.person.findUnique({ where: { email }, select: { removedAt: true } });
  if (person && !person.removedAt) return true;
  return hasInvitation || (!person && isOfAllowedDomain(email));
}

function isOfAllowedDomain(email: string): boolean {
  return config().allowedDomains.includes(email.slice(email.lastIndexOf("@") + 1));
}

function notInvited(): UserError {
  return new UserError(
    "not-invited",
    "Nobody with this e-mail address was invited to this Concord. Ask its owner for an invitation, and open its link first.",
    403,
  );
}
