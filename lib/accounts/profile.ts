import "server-only";
import type { Database } from "../db/database";
import { publish, withEventTransaction } from "../events/log";
import { auditBy } from "./audit";
import type { Authorized } from "./policy";
import type { ProfileChange } from "./schemas";

/** Changes the user's own name everywhere it is shown, with immediate effect. */
export function changeProfile(
  db: Database,
  { actor }: Authorized<null, "profile.change">,
  { name }: ProfileChange,
): Promise<ProfileChange> {
  return withEventTransaction(db, async (tx) => {
    const person = await tx.person.findUniqueOrThrow({ where: { id: actor.id }, select: { name: true } });
    if (person.name === name) return { name };
    await tx.person.update({ where: { id: actor.id }, data: { name } });
    // The audit entry contains neither the old nor the new name, because it is kept after the account is deleted.
    await auditBy(tx, actor, "person.renamed", actor.id, {});
    const subject = { report: null, subjectId: actor.id, version: 1, actorId: actor.id };
    await publish(tx, { kind: "person.renamed", ...subject });
    return { name };
  });
}
