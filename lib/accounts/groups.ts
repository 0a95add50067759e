import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { publish, withEventTransaction } from "../events/log";
import { auditBy } from "./audit";
import { GROUPS_MAX } from "./limits";
import { memberAt } from "./members";
import type { Actor, Authorized } from "./policy";
import { announceRights, authorizeNow } from "./rights";
import type { GroupRef, GroupView } from "./schemas";

const WITH_MEMBERS = {
  members: {
    where: { person: { removedAt: null } },
    select: { person: { select: { id: true, name: true, createdAt: true } } },
  },
} satisfies Prisma.GroupInclude;
type Row = Prisma.GroupGetPayload<{ include: typeof WITH_MEMBERS }>;
type Manager = Authorized<null, "group.manage">;

/** All groups with their members, by name. */
export async function listGroups(db: Database, _allowed: Authorized<null, "group.list">): Promise<GroupView[]> {
  return (await db.group.findMany({ include: WITH_MEMBERS })).map(groupView).sort(byName);
}

/** The user's groups, by name. */
export async function groupsOf(db: Database, { groupIds }: Pick<Actor, "groupIds">): Promise<GroupRef[]> {
  if (groupIds.length === 0) return [];
  const groups = await db.group.findMany({ where: { id: { in: groupIds } }, select: { id: true, name: true } });
  return groups.sort(byName);
}

/**
 * Creates an empty group.
 *
 * @throws UserError `forbidden` (403), `group-taken` (409), `group-limit` (409)
 */
export function createGroup(db: Database, actor: Actor, name: string): Promise<GroupView> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "group.manage");
    if ((await tx.group.count()) >= GROUPS_MAX) {
      throw new UserError("group-limit", { max: GROUPS_MAX });
    }
    await requireFree(tx, name, null);
    return groupView(await insertGroup(tx, permit, name));
  });
}

/**
 * Renames a group.
 *
 * @throws UserError `forbidden` (403), `not-found` (404), `group-taken` (409)
 */
export function renameGroup(db: Database, actor: Actor, id: string, name: string): Promise<GroupView> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "group.manage");
    const group = await groupAt(tx, id);
    if (group.name === name) return groupView(group);
    await requireFree(tx, name, id);
    return groupView(await setName(tx, permit, group, name));
  });
}

/**
 * Adds a user to a group or removes them, with immediate effect on what they can see. Does nothing if the user's
 * membership is already as requested.
 *
 * @throws UserError `forbidden` (403), `not-found` (404)
 */
export function setInGroup(
  db: Database,
  actor: Actor,
  { id: groupId, person: personId }: { id: string; person: string },
  isIn: boolean,
): Promise<GroupView> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "group.manage");
    const group = await groupAt(tx, groupId);
    await memberAt(tx, personId);
    if (group.members.some(({ person }) => person.id === personId) === isIn) return groupView(group);
    await setMembership(tx, permit, group, { personId, isIn });
    return groupView(await groupAt(tx, groupId));
  });
}

/** @throws UserError `not-found` (404) */
export async function groupAt(tx: Transaction, id: string): Promise<Row> {
  const group = await tx.group.findUnique({ where: { id }, include: WITH_MEMBERS });
  if (group) return group;
  throw new UserError("not-found.group");
}

async function insertGroup(tx: Transaction, { actor }: Manager, name: string): Promise<Row> {
  const data = { id: randomUUID(), name, createdAt: new Date() };
  const row = await tx.group.create({ data, include: WITH_MEMBERS });
  await auditBy(tx, actor, "group.created", row.id, { group: name });
  return row;
}

async function setName(tx: Transaction, { actor }: Manager, { id, name: former }: Row, name: string): Promise<Row> {
  const row = await tx.group.update({ where: { id }, data: { name }, include: WITH_MEMBERS });
  await auditBy(tx, actor, "group.renamed", id, { group: name, former });
  await publish(tx, { kind: "group.renamed", report: null, subjectId: id, version: 1, actorId: actor.id });
  return row;
}

async function setMembership(
  tx: Transaction,
  { actor }: Manager,
  { id: groupId, name }: Row,
  { personId, isIn }: { personId: string; isIn: boolean },
): Promise<void> {
  if (isIn) await tx.groupMember.create({ data: { groupId, personId } });
  else await tx.groupMember.delete({ where: { groupId_personId: { groupId, personId } } });
  await auditBy(tx, actor, isIn ? "group.joined" : "group.left", personId, { group: name });
  await announceRights(tx, [personId], actor);
}

/** Compare names case-insensitively, because people would confuse names that differ only in case. */
async function requireFree(tx: Transaction, name: string, id: string | null): Promise<void> {
  const groups = await tx.group.findMany({ select: { id: true, name: true } });
  const isTaken = groups.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
  if (isTaken) throw new UserError("group-taken");
}

function groupView({ id, name, members }: Row): GroupView {
  const people = members.map(({ person }) => ({ id: person.id, name: person.name })).sort(byName);
  return { id, name, members: people };
}

function byName(a: GroupRef, b: GroupRef): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}
