import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { DAY } from "../time";
import { audit, auditBy } from "./audit";
import type { AuditAction } from "./audit-schemas";
import type { Client } from "./client";
import { type AuthenticatedUser, addPerson, type Prepared, preparePerson } from "./people";
import type { Actor, Authorized } from "./policy";
import { formerMember, rejoin } from "./rejoining";
import type { Role } from "./roles";
import type { InvitationView, NewInvitation, NewPerson } from "./schemas";
import { hashToken, newToken } from "./tokens";

const WITH_REST = {
  createdBy: { select: { name: true } },
  groups: { select: { group: { select: { id: true, name: true } } } },
} satisfies Prisma.InvitationInclude;
type Row = Prisma.InvitationGetPayload<{ include: typeof WITH_REST }>;

/** Why an invitation can't be used. */
export type Closed = "used-up" | "expired" | "revoked" | "unknown";

/**
 * Creates an invitation link.
 *
 * @returns the invitation and the token of its link, which is returned only once
 * @throws UserError `group-gone` (409) if a group no longer exists
 */
export async function createInvitation(
  db: Database,
  { actor }: Authorized<null, "invitation.create">,
  { role, days, maxUses, groups }: NewInvitation,
  now: Date = new Date(),
): Promise<{ invitation: InvitationView; token: string }> {
  const token = newToken();
  return db.$transaction(async (tx) => {
    const groupIds = [...new Set(groups)];
    if ((await tx.group.count({ where: { id: { in: groupIds } } })) < groupIds.length) {
      throw new UserError("group-gone");
    }
    const row = await tx.invitation.create({
      data: {
        id: randomUUID(),
        tokenHash: hashToken(token),
        role,
        createdById: actor.id,
        createdAt: now,
        expiresAt: new Date(now.getTime() + days * DAY),
        maxUses,
        groups: { create: groupIds.map((groupId) => ({ groupId })) },
      },
      include: WITH_REST,
    });
    await auditBy(tx, actor, "invitation.created", row.id, { role }, now);
    return { invitation: view(row, now), token };
  });
}

/** All invitations, newest first. */
export async function listInvitations(
  db: Database,
  _allowed: Authorized<null, "invitation.list">,
  now: Date = new Date(),
): Promise<InvitationView[]> {
  const rows = await db.invitation.findMany({
    include: WITH_REST,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map((row) => view(row, now));
}

/**
 * Revokes an invitation immediately. People who already joined keep their access.
 *
 * @throws UserError `not-found` (404)
 */
export function revokeInvitation(
  db: Database,
  { actor }: Authorized<null, "invitation.revoke">,
  id: string,
  now: Date = new Date(),
): Promise<InvitationView> {
  return setRevoked(db, actor, id, { to: now, now });
}

/**
 * Restores a revoked invitation, with its original expiry.
 *
 * @throws UserError `not-found` (404)
 */
export function restoreInvitation(
  db: Database,
  { actor }: Authorized<null, "invitation.restore">,
  id: string,
  now: Date = new Date(),
): Promise<InvitationView> {
  return setRevoked(db, actor, id, { to: null, now });
}

/** @param to the time of revocation, or null to restore the invitation */
function setRevoked(
  db: Database,
  actor: Actor,
  id: string,
  { to, now }: { to: Date | null; now: Date },
): Promise<InvitationView> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, revokedAt: to ? null : { not: null } },
      data: { revokedAt: to },
    });
    const row = await tx.invitation.findUnique({ where: { id }, include: WITH_REST });
    if (!row) throw new UserError("not-found.invitation");
    const action: AuditAction = to ? "invitation.revoked" : "invitation.restored";
    // Only audit actual changes.
    if (count > 0) await auditBy(tx, actor, action, id, { role: row.role }, now);
    return view(row, now);
  });
}

/** The role and groups that an invitation grants. */
interface OpenInvitation {
  role: Role;
  invitedBy: string;
  /** The names of the groups that the user will join, sorted. */
  groups: string[];
}

/** The invitation for a token, or the reason why it can't be used. */
export async function invitationOf(
  db: Database,
  token: string,
  now: Date = new Date(),
): Promise<OpenInvitation | Closed> {
  const row = await db.invitation.findUnique({ where: { tokenHash: hashToken(token) }, include: WITH_REST });
  if (!row) return "unknown";
  const state = stateOf(row, now);
  return state === "open" ? { role: row.role, invitedBy: row.createdBy.name, groups: groupNames(row) } : state;
}

/**
 * Lets a user join with an invitation link.
 *
 * @param client where the request came from; null on the command line
 * @throws UserError `invitation-…` (410, or 404 for an unknown one), `email-taken` (409), or `rejoin-password` (409) if
 *   a former member doesn't give their old password, in which case the use isn't counted
 */
export async function join(
  db: Database,
  token: string,
  person: NewPerson,
  client: Client | null = null,
  now: Date = new Date(),
): Promise<AuthenticatedUser> {
  const before = await invitationOf(db, token, now);
  // Check before hashing, so that hashing can't be triggered without an invitation.
  if (typeof before === "string") throw closed(before);
  const former = await formerMember(db, person, client);
  // Keep the former member's password, because they have just entered it correctly.
  const coming = former ? { former, name: person.name } : await preparePerson(person, client);
  return db.$transaction((tx) => enterBy(tx, hashToken(token), coming, client, now));
}

/**
 * Lets a user join with a link after they have verified their email address. A former member gets their account back
 * without a password, because the verification shows that they are the same person.
 *
 * @param tokenHash `hashToken` of the link's token
 * @throws UserError `invitation-…` (410, or 404 for an unknown one), `email-taken` (409)
 */
export async function joinVerified(
  tx: Transaction,
  tokenHash: string,
  { email, name }: Pick<NewPerson, "email" | "name">,
  client: Client,
  now: Date,
): Promise<AuthenticatedUser> {
  const former = await tx.person.findFirst({
    where: { email, removedAt: { not: null } },
    select: { id: true, email: true },
  });
  const coming = former ? { former, name } : { id: randomUUID(), email, name, passwordHash: null };
  return enterBy(tx, tokenHash, coming, client, now);
}

/** A former member, and the name that their account will have from now on. */
interface Returning {
  former: AuthenticatedUser;
  name: string;
}

/** @param coming the user to readmit or to add */
async function enterBy(
  tx: Transaction,
  tokenHash: string,
  coming: Returning | Prepared,
  client: Client | null,
  now: Date,
): Promise<AuthenticatedUser> {
  // A single statement checks and counts the use, so that the last use can't be taken twice.
  const { count } = await tx.invitation.updateMany({
    where: { tokenHash, revokedAt: null, expiresAt: { gt: now }, uses: { lt: tx.invitation.fields.maxUses } },
    data: { uses: { increment: 1 } },
  });
  const row = await tx.invitation.findUnique({ where: { tokenHash }, include: WITH_REST });
  const state = row ? stateOf(row, now) : "unknown";
  if (!row || count === 0) throw closed(state === "open" ? "used-up" : state);
  const isReturning = "former" in coming;
  const entrant = isReturning
    ? await rejoin(tx, { ...coming.former, name: coming.name, role: row.role })
    : await addPerson(tx, coming, row.role, now);
  const { id } = entrant;
  await tx.groupMember.createMany({ data: row.groups.map(({ group }) => ({ groupId: group.id, personId: id })) });
  const joined = { role: row.role, again: isReturning };
  await audit(tx, { by: { id }, client, action: "person.joined", subjectId: id, detail: joined }, now);
  return entrant;
}

function closed(why: Closed): UserError {
  return new UserError(`invitation-${why}`);
}

function stateOf(row: Pick<Row, "revokedAt" | "expiresAt" | "uses" | "maxUses">, now: Date): InvitationView["state"] {
  if (row.revokedAt) return "revoked";
  if (row.uses >= row.maxUses) return "used-up";
  return row.expiresAt <= now ? "expired" : "open";
}

function view(row: Row, now: Date): InvitationView {
  return {
    id: row.id,
    role: row.role,
    state: stateOf(row, now),
    uses: row.uses,
    maxUses: row.maxUses,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    createdBy: row.createdBy.name,
    groups: groupNames(row),
  };
}

function groupNames({ groups }: Row): string[] {
  return groups.map(({ group }) => group.name).sort((a, b) => a.localeCompare(b));
}
