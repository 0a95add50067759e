import "server-only";
import type { Actor } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { DAY } from "../../time";

/** How long save keys are kept, in milliseconds. */
const KEPT = 30 * DAY;

/**
 * Makes a change unless the same user has already made it with the same save key (`Actor.saveKey`). Clients repeat a
 * save if its response was lost, in which case the caller returns the current state.
 *
 * @param tx a transaction from `withEventTransaction`, so that concurrent saves run one after the other
 * @param subjectId the id of the changed item
 * @param change is rolled back if it throws, so that a retry can succeed
 * @throws UserError `save-key` (409) if the user has used this key for a different save
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
    throw new UserError("save-key");
  }
  if (made) return;
  await change();
  await tx.saveKey.create({ data: { personId, key, subjectId, createdAt: new Date() } });
}

/** Deletes save keys that are too old for a retry. */
export async function forgetSaves(db: Database, now: Date = new Date()): Promise<void> {
  await db.saveKey.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT) } } });
}
