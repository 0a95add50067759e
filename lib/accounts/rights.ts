import "server-only";
import type { Transaction } from "../db/database";
import { UserError } from "../errors";
import { publishAll } from "../events/log";
import { type Action, type Actor, type Authorized, authorize } from "./policy";

/** The actions that are done to the team, not to a thing in it. */
type TeamAction = Extract<Action, "member.change" | "member.remove" | "group.manage" | "reset.create">;

/**
 * Asks once more, in the transaction of the change, whether a person may do it: whoever has changed their role meanwhile came first.
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
  // Nobody who was removed has a role.
  if (!person || person.removedAt) throw new UserError("forbidden", "Your role in this team does not allow that.", 403);
  return authorize({ ...actor, role: person.role }, action, null);
}

/** Announces that what people may see or do is another: their open pages adapt at once, and end where they may see nothing any more. */
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
