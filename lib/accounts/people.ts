import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { addressToCount, type Client } from "./client";
import { hashNewPassword } from "./password";
import type { Rights } from "./policy";
import type { Role } from "./roles";
import type { NewPerson } from "./schemas";

/** Ids that one query asks for: Prisma hands SQLite a thousand values at once. */
const IDS_AT_ONCE = 500;

/** Somebody whose right to come in was checked. */
export interface AuthenticatedUser {
  id: string;
  /** Lower case. */
  email: string;
  /** The hash of the password that they know, where they came by one. */
  passwordHash?: string;
}

/** A new person's row, but for the role. */
export interface Prepared {
  id: string;
  name: string;
  email: string;
  passwordHash: string | null;
}

/**
 * Makes a new person's row before a transaction, since hashing takes a while.
 *
 * @param client from where they come; null where it is no request
 * @throws UserError as `hashNewPassword`
 */
export async function preparePerson({ name, email, password }: NewPerson, client: Client | null): Promise<Prepared> {
  const passwordHash = await hashNewPassword(password, email, addressToCount(client));
  return { id: randomUUID(), name, email, passwordHash };
}

/**
 * @returns whom it has added
 * @throws UserError `email-taken` (409) where there is an account with this address
 */
export async function addPerson(tx: Transaction, person: Prepared, role: Role, now: Date): Promise<AuthenticatedUser> {
  if (await tx.person.findUnique({ where: { email: person.email } })) throw emailTaken();
  try {
    await tx.person.create({ data: { ...person, role, createdAt: now } });
    return { id: person.id, email: person.email };
  } catch (error) {
    if (hasCode(error, "P2002")) throw emailTaken();
    throw error;
  }
}

/** Who in the team has an e-mail address, in lower case. */
export function memberWithEmail(db: Database, email: string): Promise<AuthenticatedUser | null> {
  return db.person.findUnique({ where: { email, removedAt: null }, select: { id: true, email: true } });
}

/** The names of people, by their ids; of those who were removed too, since what they did stays. */
export async function namesOf(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const once = [...new Set(ids)];
  if (once.length === 0) return new Map();
  const people = await db.person.findMany({ where: { id: { in: once } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Which of some ids are those of people, in the team or removed from it. */
export async function knownPeople(db: Database | Transaction, ids: readonly string[]): Promise<Set<string>> {
  const once = [...new Set(ids)];
  const known = new Set<string>();
  for (let from = 0; from < once.length; from += IDS_AT_ONCE) {
    for (const id of (await namesOf(db, once.slice(from, from + IDS_AT_ONCE))).keys()) known.add(id);
  }
  return known;
}

/** What people may do who are in the team, by their ids. */
export async function rightsOf(tx: Transaction, ids: readonly string[]): Promise<Rights[]> {
  const people = await tx.person.findMany({
    where: { id: { in: [...ids] }, removedAt: null },
    select: { id: true, role: true, memberships: { select: { groupId: true } } },
  });
  return people.map(({ id, role, memberships }) => ({ id, role, groupIds: memberships.map(({ groupId }) => groupId) }));
}

/** Why nobody new can have this address. */
export function emailTaken(): UserError {
  return new UserError("email-taken", "There is an account with this e-mail address already. Sign in with it.", 409);
}

/** Whether Prisma answered with this code of its own. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
