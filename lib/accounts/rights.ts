import "server-only";
import type { Transaction } from "../db/database";
import { UserError } from "../errors";
import { publishAll } from "../events/log";
import { type Action, type Actor, type Authorized, authorize } from "./policy";

/** Actions that affect the team as a whole. */
type TeamAction = Extract<
  Action,
  "member.change" | "member.remove" | "group.manage" | "reset.create" | "factor.reset" | "factor.require"
>;

/**
 * Checks the permission again inside the transaction that makes the change, because the user's role may have changed
 * since the request began.
 *
 * @throws UserError `forbidden` (403)
 */
export async function authorizeNow<A extends TeamAction>(
  tx: Transaction,
  actor: Actor,
  action: A,
): Promise<Authorized<null, A>> {
  authorize(actor, action, null);
  const person = await tx.person.findUnique({ where: { id: actor.id }, select: { role: true, removedAt: true } });
  // A removed user has no role.
  if (!person || person.removedAt) throw new UserError("forbidden");
  return authorize({ ...actor, role: person.role }, action, null);
}

/**
 * Publishes an event to say that people's rights have changed. Their open pages update immediately, and close if they
 * can no longer see anything.
 */
export async function announceRights(
  tx: Transaction,
  personIds: readonly string[],
  actor: Pick<Actor, "id"> | null,
): Promise<void> {
  const actorId = actor?.id ?? null;
  const changed = { kind: "person.changed", report: null, version: 1, actorId } as const;
  await publishAll(
    tx,
    personIds.map((subjectId) => ({ ...changed, subjectId })),
  );
}
