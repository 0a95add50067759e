import "server-only";
import type { Actor } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { DAY } from "../../time";

/** How long a save can be told from a repeated one, in milliseconds. */
const KEPT = 30 * DAY;

/**
 * Makes a change unless the same person has made it before under the same name (`Actor.saveKey`): the answer may have been lost on
 * its way, and the save comes again. Whoever answers then answers what stands.
 *
 * @param tx a transaction of `withEventTransaction`, so that of two that come at once one waits for the other
 * @param subjectId what is changed
 * @param change leaves no trace where it throws, so that the same save may succeed later
 * @throws UserError `save-key` (409) for a name under which the person has saved something else
 */
export async function saveOnce(
  tx: Transaction,
  { id: personId, saveKey: key }: Actor,
  subjectId: string,
  change: () => Promise<void>,
): Promise<void> {
  if (key === undefined) return change();
  const made = await tx.saveKey.findUnique({ where: { personId_key: { personId, key } } });
  if (made && made.subjectId !== subjectId) {
    throw new UserError("save-key", "This save has the name of another one, so it was not made. Try once more.", 409);
  }
  if (made) return;
  await change();
  await tx.saveKey.create({ data: { personId, key, subjectId, createdAt: new Date() } });
}

/** Forgets the names of saves so old that nobody repeats them any more. */
export async function forgetSaves(db: Database, now: Date = new Date()): Promise<void> {
  await db.saveKey.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT) } } });
}
