import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { addressToCount, type Client } from "./client";
import { hashNewPassword } from "./password";
import type { Rights } from "./policy";
import { accessWithin, reportAccess } from "./report-access";
import type { Role } from "./roles";
import type { NewPerson } from "./schemas";

/** Number of ids per query. Prisma passes at most a thousand values to SQLite at once. */
const IDS_AT_ONCE = 500;

/** A user whose right to sign in has been checked. */
export interface AuthenticatedUser {
  id: string;
  /** Lower case. */
  email: string;
  /** The hash of the password that they signed in with, if they used one. */
  passwordHash?: string;
}

/** A new user's row, except for the role. */
export interface Prepared {
  id: string;
  name: string;
  email: string;
  passwordHash: string | null;
}

/**
 * Builds a new user's row outside a transaction, because hashing takes a while.
 *
 * @param client where the request came from; null on the command line
 * @throws any error from `hashNewPassword`
 */
export async function preparePerson({ name, email, password }: NewPerson, client: Client | null): Promise<Prepared> {
  const passwordHash = await hashNewPassword(password, email, addressToCount(client));
  return { id: randomUUID(), name, email, passwordHash };
}

/**
 * @returns the added person
 * @throws UserError `email-taken` (409) if an account with this address exists
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

/** The member with this email address (lower case), or null. */
export function memberWithEmail(db: Database, email: string): Promise<AuthenticatedUser | null> {
  return db.person.findUnique({ where: { email, removedAt: null }, select: { id: true, email: true } });
}

/** Names by person id. Removed people are included, because their contributions stay. */
export async function namesOf(
  db: Database | Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const once = [...new Set(ids)];
  if (once.length === 0) return new Map();
  const people = await db.person.findMany({ where: { id: { in: once } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Which of these ids belong to people, including people who have been removed. */
export async function knownPeople(db: Database | Transaction, ids: readonly string[]): Promise<Set<string>> {
  const once = [...new Set(ids)];
  const known = new Set<string>();
  for (let from = 0; from < once.length; from += IDS_AT_ONCE) {
    for (const id of (await namesOf(db, once.slice(from, from + IDS_AT_ONCE))).keys()) known.add(id);
  }
  return known;
}

/**
 * The rights of current members. Ids that don't belong to a current member are ignored.
 *
 * @param slugs the reports to which their relations are needed
 */
export async function rightsOf(
  tx: Transaction,
  ids: readonly string[],
  slugs: readonly string[] = [],
): Promise<Rights[]> {
  const people = await tx.person.findMany({
    where: { id: { in: [...ids] }, removedAt: null },
    select: { id: true, role: true, memberships: { select: { groupId: true } } },
  });
  const members = people.map(({ memberships, ...person }) => {
    return { ...person, groupIds: memberships.map(({ groupId }) => groupId) };
  });
  const access = await accessWithin(tx, members, slugs);
  return members.map((member) => ({ ...member, reports: access.of(member) }));
}

/** The rights of a current member. */
export async function rightsNow(db: Database, id: string): Promise<Rights> {
  const { role, memberships } = await db.person.findUniqueOrThrow({
    where: { id },
    select: { role: true, memberships: { select: { groupId: true } } },
  });
  const groupIds = memberships.map(({ groupId }) => groupId);
  return { id, role, groupIds, reports: (await reportAccess(db)).of({ id, groupIds }) };
}

/** The error for an address that already has an account. */
export function emailTaken(): UserError {
  return new UserError("email-taken");
}

/** Whether this is a Prisma error with this code. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
