import "server-only";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import type { Client } from "./client";
import { type AuthenticatedUser, emailTaken } from "./people";
import type { Role } from "./roles";
import type { Credentials } from "./schemas";
import { provesIdentity } from "./sign-in";

/**
 * The account of a former member who returns, if they still know its password. An invitation alone isn't enough,
 * because it would let anyone who has one take over the account's private content.
 *
 * @returns null if no removed user has this address
 * @param client where the request came from; null on the command line
 * @throws UserError `rejoin-password` (409) for a wrong password, `too-many-attempts` (429)
 */
export async function formerMember(
  db: Database,
  { email, password }: Credentials,
  client: Client | null,
): Promise<AuthenticatedUser | null> {
  const person = await db.person.findUnique({ where: { email } });
  if (!person?.removedAt) return null;
  if (await provesIdentity(db, person, password, client)) return { id: person.id, email };
  throw new UserError("rejoin-password");
}

/**
 * Readmits a former member; see `formerMember`.
 *
 * @throws UserError `email-taken` (409) if they are already a member again
 */
export async function rejoin(
  tx: Transaction,
  { id, email, name, role }: AuthenticatedUser & { name: string; role: Role },
): Promise<AuthenticatedUser> {
  const { count } = await tx.person.updateMany({
    where: { id, removedAt: { not: null } },
    data: { removedAt: null, name, role },
  });
  if (count === 0) throw emailTaken();
  return { id, email };
}
