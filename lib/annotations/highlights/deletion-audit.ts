import "server-only";
import { auditBy } from "../../accounts/audit";
import type { AUDIT_KINDS } from "../../accounts/audit-schemas";
import type { Actor } from "../../accounts/policy";
import type { Transaction } from "../../db/database";
import type { Visibility } from "../schemas";

type Deletion = (typeof AUDIT_KINDS)["deletions"][number];

/**
 * Audits a deletion or restoration. Private content isn't audited, because even its existence concerns only its author.
 */
export async function auditDeletion(
  tx: Transaction,
  actor: Actor,
  { id, visibility }: { id: string; visibility: Visibility },
  action: Deletion,
): Promise<void> {
  if (visibility !== "private") await auditBy(tx, actor, action, id, {});
}
