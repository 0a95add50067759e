import "server-only";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { withEventTransaction } from "../../events/log";
import { auditBy } from "../audit";
import type { Actor, Authorized } from "../policy";
import { authorizeNow } from "../rights";
import { ROLES, type Role } from "../roles";
import type { TeamFactors } from "./factor-schemas";
import { hasFactor } from "./held";

/** The roles that must have a second factor. */
async function requiredRoles(tx: Database | Transaction): Promise<Role[]> {
  const rows = await tx.requiredFactor.findMany();
  return ROLES.filter((role) => rows.some((row) => row.role === role));
}

/** Whether a role must have a second factor. */
export async function isRequired(tx: Database | Transaction, role: Role): Promise<boolean> {
  return (await tx.requiredFactor.count({ where: { role } })) > 0;
}

/** Whether a user's role requires a second factor, and the user has none. */
export async function lacksFactor(
  tx: Database | Transaction,
  { id, role }: { id: string; role: Role },
): Promise<boolean> {
  return (await isRequired(tx, role)) && !(await hasFactor(tx, id));
}

/**
 * Refuses requests with API tokens of people who lack a required second factor. People who have signed in with the
 * provider may never sign in here, so the provider's factor counts for them.
 *
 * @throws UserError `second-factor-required` (403)
 */
export async function requireFactorOfToken(db: Database, person: { id: string; role: Role }): Promise<void> {
  if (!(await lacksFactor(db, person))) return;
  if ((await db.identity.count({ where: { personId: person.id } })) > 0) return;
  throw new UserError("second-factor-required.token");
}

/** Which roles must have a second factor, and which members have one, in the order in which they joined. */
export async function teamFactors(db: Database, _allowed: Authorized<null, "factor.listTeam">): Promise<TeamFactors> {
  const people = await db.person.findMany({
    where: { removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      role: true,
      authenticator: { select: { turnedOnAt: true } },
      _count: { select: { passkeys: true, identities: true } },
    },
  });
  const members = people.map(({ id, name, role, authenticator, _count: { passkeys, identities } }) => {
    const isOn = authenticator?.turnedOnAt != null || passkeys > 0;
    return {
      id,
      name,
      role,
      state: isOn ? ("on" as const) : identities > 0 ? ("provider" as const) : ("off" as const),
    };
  });
  return { roles: await requiredRoles(db), members };
}

/**
 * Changes which roles must have a second factor. Members of these roles who have none must set one up when they next
 * sign in.
 */
export function requireFactors(
  db: Database,
  actor: Actor,
  roles: readonly Role[],
  now: Date = new Date(),
): Promise<{ roles: Role[] }> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "factor.require");
    return { roles: await storeRequirement(tx, permit, roles, now) };
  });
}

async function storeRequirement(
  tx: Transaction,
  { actor }: Authorized<null, "factor.require">,
  roles: readonly Role[],
  now: Date,
): Promise<Role[]> {
  const before = await requiredRoles(tx);
  const after = ROLES.filter((role) => roles.includes(role));
  if (before.join() === after.join()) return after;
  await tx.requiredFactor.deleteMany({ where: { role: { notIn: after } } });
  const added = after.filter((role) => !before.includes(role));
  await tx.requiredFactor.createMany({ data: added.map((role) => ({ role, since: now })) });
  await auditBy(tx, actor, "factor.required", null, { roles: after }, now);
  return after;
}
