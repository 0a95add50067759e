import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "../../db/database";
import { UserError } from "../../errors";
import { withEventTransaction } from "../../events/log";
import { audit } from "../audit";
import type { Client } from "../client";
import { memberAt } from "../members";
import { type AuthenticatedUser, namesOf } from "../people";
import type { Actor, Authorized } from "../policy";
import { announceRights, authorizeNow } from "../rights";
import { deleteFactors, hasFactor } from "./held";

/** Whose second factors were reset, and by whom; null for the command line. */
export interface ResetFactors {
  person: AuthenticatedUser;
  by: string | null;
}

/**
 * Removes a member's authenticator app, passkeys and recovery codes, for example because they lost their phone. An inbox
 * item tells the member.
 *
 * @throws UserError `forbidden` (403), `not-found` (404), `own-factors` (409) for the actor's own account,
 *   `no-second-factor.theirs` (409)
 */
export function resetFactors(db: Database, actor: Actor, id: string, now: Date = new Date()): Promise<ResetFactors> {
  return withEventTransaction(db, async (tx) => {
    const permit = await authorizeNow(tx, actor, "factor.reset");
    if (id === actor.id) throw new UserError("own-factors");
    const { email } = await memberAt(tx, id);
    return resetOf(tx, permit, { id, email }, now);
  });
}

function resetOf(
  tx: Transaction,
  { actor }: Authorized<null, "factor.reset">,
  person: AuthenticatedUser,
  now: Date,
): Promise<ResetFactors> {
  return reset(tx, person, { by: actor, client: actor.client ?? null }, now);
}

/**
 * Removes a member's second factors from the command line, without a signed-in user.
 *
 * @throws UserError `no-second-factor.theirs` (409)
 */
export function resetFactorsAtServer(
  db: Database,
  person: AuthenticatedUser,
  now: Date = new Date(),
): Promise<ResetFactors> {
  return withEventTransaction(db, (tx) => reset(tx, person, { by: null, client: null }, now));
}

async function reset(
  tx: Transaction,
  { id, email }: AuthenticatedUser,
  who: { by: { id: string } | null; client: Client | null },
  now: Date,
): Promise<ResetFactors> {
  if (!(await hasFactor(tx, id))) throw new UserError("no-second-factor.theirs");
  await deleteFactors(tx, id);
  await audit(tx, { ...who, action: "factors.reset", subjectId: id, detail: {} }, now);
  const byId = who.by?.id ?? null;
  await tx.inboxItem.create({ data: { id: randomUUID(), personId: id, kind: "factorsReset", byId, createdAt: now } });
  await announceRights(tx, [id], who.by);
  const by = byId === null ? null : ((await namesOf(tx, [byId])).get(byId) ?? null);
  return { person: { id, email }, by };
}
