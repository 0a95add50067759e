import "server-only";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { auditBy } from "./audit";
import { type Actor, type Authorized, membersKnownTo } from "./policy";
import { announceRights, authorizeNow } from "./rights";
import type { Role } from "./roles";
import type { MemberView } from "./schemas";

/** The members that a user knows of, in the order in which they joined. */
export async function listMembers(db: Database, { actor }: Authorized<null, "member.list">): Promise<MemberView[]> {
  const people = await db.person.findMany({
    where: { removedAt: null, ...membersKnownTo(actor) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return people.map(memberView);
}

/**
 * Changes a user's role, with immediate effect.
 *
 * @throws UserError `forbidden` (403), `not-found` (404), `last-owner` (409)
 */
export function changeRole(db: Database, actor: Actor, id: string, role: Role): Promise<MemberView> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "member.change");
    const person = await memberAt(tx, id);
    if (person.role === role) return memberView(person);
    if (person.role === "owner") await requireOtherOwner(tx, id);
    return memberView(await setRole(tx, permit, person, role));
  });
}

async function setRole(
  tx: Transaction,
  { actor }: Authorized<null, "member.change">,
  { id, role: from }: Row,
  to: Role,
): Promise<Row> {
  const changed = await tx.person.update({ where: { id }, data: { role: to } });
  await auditBy(tx, actor, "person.role", id, { from, to });
  await announceRights(tx, [id], actor);
  return changed;
}

/** @throws UserError `not-found` (404) if the user isn't a current member */
export async function memberAt(tx: Transaction, id: string): Promise<Row> {
  const person = await tx.person.findUnique({ where: { id } });
  if (person && !person.removedAt) return person;
  throw new UserError("not-found.member");
}

/**
 * Call this before an owner loses their role, because a team without an owner has no one who could appoint another. It
 * must be called in an event transaction. These run one at a time, so two owners can't leave at once.
 *
 * @throws UserError `last-owner` (409)
 */
export async function requireOtherOwner(tx: Transaction, id: string): Promise<void> {
  const others = await tx.person.count({ where: { role: "owner", removedAt: null, id: { not: id } } });
  if (others > 0) return;
  throw new UserError("last-owner");
}

type Row = NonNullable<Awaited<ReturnType<Transaction["person"]["findUnique"]>>>;

function memberView({ id, name, role, createdAt }: Row): MemberView {
  return { id, name, role, since: createdAt.toISOString() };
}
