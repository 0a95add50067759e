import "server-only";
import { randomUUID } from "node:crypto";
import { auditBy } from "../accounts/audit";
import { type Actor, type Authorized, authorize, may, type OfReport } from "../accounts/policy";
import { noteAccessChanged } from "../accounts/report-grants";
import { config } from "../config";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import type { AccessChange, AccessView, NewAccess } from "./access-schemas";
import { requireReport } from "./details";

const PERSON = { select: { id: true, name: true, role: true, removedAt: true } } as const;
const WITH_GRANTS = {
  ...{ title: true, audience: true, publicNotes: true, accessVersion: true },
  grants: {
    select: { right: true, personId: true, person: PERSON, groupId: true, group: { select: { id: true, name: true } } },
  },
} as const satisfies Prisma.ReportSelect;
type Row = Prisma.ReportGetPayload<{ select: typeof WITH_GRANTS }>;

/**
 * Who can read and edit a report, and whom the user can give access.
 *
 * @throws UserError `no-such-report` (404), `forbidden` (403)
 */
export async function readAccess(db: Database, actor: Actor, slug: string): Promise<AccessView> {
  await requireReport(db, actor, slug);
  authorize(actor, "access.read", { report: slug });
  return viewOf(db, actor, slug);
}

/**
 * Changes who can read and edit a report, with immediate effect. Setting what is already set changes nothing.
 *
 * @throws UserError `no-such-report` (404), `forbidden` (403), `public-off` (403) if this server has no public reports, `conflict` (409) if the version is outdated, `access-grantee` (409) if a person or group is
 *   gone, `access-own` (409) if the user would lose their own access
 */
export function changeAccess(db: Database, actor: Actor, slug: string, change: AccessChange): Promise<AccessView> {
  return withEventTransaction(db, async (tx) => {
    await requireReport(tx, actor, slug);
    const permit = authorize(actor, "access.change", { report: slug });
    const before = await rowAt(tx, slug);
    if (isSame(before, change)) return viewOf(tx, actor, slug);
    if (before.accessVersion !== change.version) throw new UserError("conflict.access");
    await requireGrantees(tx, change);
    requireOwnAccess(actor, change);
    if (showsMore(before, change)) requirePublishing(actor, slug);
    await replaceAccess(tx, permit, before.title, change);
    return viewOf(tx, actor, slug);
  });
}

/**
 * Sets who can read and edit a report that is being added, in the same transaction, so that no one else sees it first.
 *
 * @throws UserError `forbidden` (403), `access-grantee` (409), `access-own` (409)
 */
export async function setAccessOfNew(tx: Transaction, actor: Actor, slug: string, access: NewAccess): Promise<void> {
  const permit = authorize(actor, "access.change", { report: slug });
  const before = await rowAt(tx, slug);
  const change = { ...access, version: before.accessVersion };
  if (isSame(before, change)) return;
  await requireGrantees(tx, change);
  requireOwnAccess(actor, change);
  await replaceAccess(tx, permit, before.title, change);
}

/** Whom a user can give access to a report that they are adding; null if they can't add any. */
export async function newAccessChoices(
  db: Database,
  actor: Actor,
): Promise<(AccessView["choices"] & { mustStay: AccessView["people"][number] | null }) | null> {
  if (!may(actor, "report.add", null)) return null;
  const choices = await choicesOf(db, actor);
  const own = actor.role === "owner" ? undefined : choices.people.find(({ id }) => id === actor.id);
  return { ...choices, mustStay: own ? { ...own, right: "edit" } : null };
}

async function rowAt(db: Database | Transaction, slug: string): Promise<Row> {
  return db.report.findUniqueOrThrow({ where: { slug }, select: WITH_GRANTS });
}

/** Whether a report's notes are public too. */
function showsNotes({ audience, publicNotes = false }: Pick<AccessChange, "audience" | "publicNotes">): boolean {
  return audience === "public" && publicNotes;
}

/** Whether a change lets people without an account see more than before. */
function showsMore(before: Row, change: AccessChange): boolean {
  if (change.audience !== "public") return false;
  return before.audience !== "public" || (showsNotes(change) && !showsNotes(before));
}

function requirePublishing(actor: Actor, report: string): void {
  authorize(actor, "access.publish", { report });
  if (!config().hasPublicReports) throw new UserError("public-off");
}

function isSame(before: Row, change: Omit<AccessChange, "version">): boolean {
  const { audience, grants } = before;
  const wanted = [...change.people, ...change.groups].map(({ id, right }) => `${id} ${right}`).sort();
  const there = grants.map(({ personId, groupId, right }) => `${personId ?? groupId} ${right}`).sort();
  if (audience !== change.audience || showsNotes(before) !== showsNotes(change)) return false;
  return JSON.stringify(wanted) === JSON.stringify(there);
}

async function requireGrantees(tx: Transaction, { people, groups }: AccessChange): Promise<void> {
  const personIds = [...new Set(people.map(({ id }) => id))];
  const groupIds = [...new Set(groups.map(({ id }) => id))];
  const isComplete =
    personIds.length === people.length &&
    groupIds.length === groups.length &&
    (await tx.person.count({ where: { id: { in: personIds }, removedAt: null } })) === personIds.length &&
    (await tx.group.count({ where: { id: { in: groupIds } } })) === groupIds.length;
  if (!isComplete) throw new UserError("access-grantee");
}

/** Owners can read every report, so they can't lose access. */
function requireOwnAccess(actor: Actor, { audience, people, groups }: AccessChange): void {
  const isNamed = people.some(({ id }) => id === actor.id) || groups.some(({ id }) => actor.groupIds.includes(id));
  if (actor.role === "owner" || audience !== "restricted" || isNamed) return;
  throw new UserError("access-own");
}

async function replaceAccess(
  tx: Transaction,
  { actor, resource: { report } }: Authorized<OfReport, "access.change">,
  title: string,
  change: AccessChange,
): Promise<void> {
  const { audience, people, groups } = change;
  await tx.report.update({ where: { slug: report }, data: { audience, publicNotes: showsNotes(change) } });
  await tx.reportGrant.deleteMany({ where: { report } });
  await tx.reportGrant.createMany({
    data: [
      ...people.map(({ id: personId, right }) => ({ id: randomUUID(), report, personId, right })),
      ...groups.map(({ id: groupId, right }) => ({ id: randomUUID(), report, groupId, right })),
    ],
  });
  await auditBy(tx, actor, "report.access", null, {
    ...{ title, audience, withNotes: showsNotes(change), people: people.length, groups: groups.length },
  });
  await noteAccessChanged(tx, [{ report }], actor.id);
}

async function viewOf(db: Database | Transaction, actor: Actor, slug: string): Promise<AccessView> {
  const { audience, publicNotes, accessVersion, grants } = await rowAt(db, slug);
  const mayChange = may(actor, "access.change", { report: slug });
  const knowsGroup = (id: string) => may(actor, "group.list", null) || actor.groupIds.includes(id);
  return {
    version: accessVersion,
    audience,
    publicNotes: showsNotes({ audience, publicNotes }),
    people: grants
      .flatMap(({ person, right }) => (person && !person.removedAt ? [{ ...personView(person), right }] : []))
      .sort(byName),
    groups: grants
      .flatMap(({ group, right }) =>
        group ? [{ id: group.id, name: knowsGroup(group.id) ? group.name : null, right }] : [],
      )
      .sort(byName),
    choices: mayChange ? await choicesOf(db, actor) : { people: [], groups: [] },
    may: {
      change: mayChange,
      publish: config().hasPublicReports && may(actor, "access.publish", { report: slug }),
    },
  };
}

async function choicesOf(db: Database | Transaction, actor: Actor): Promise<AccessView["choices"]> {
  const own = may(actor, "group.list", null) ? {} : { id: { in: actor.groupIds } };
  const people = await db.person.findMany({ where: { removedAt: null }, select: PERSON.select });
  const groups = await db.group.findMany({ where: own, select: { id: true, name: true } });
  return { people: people.map(personView).sort(byName), groups: groups.sort(byName) };
}

function personView({ id, name, role }: NonNullable<Row["grants"][number]["person"]>) {
  return { id, name, role };
}

/** Groups whose name the user doesn't know come last. */
function byName(a: { id: string; name: string | null }, b: typeof a): number {
  if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}
