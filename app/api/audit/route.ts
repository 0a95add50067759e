import { handler } from "@/app/_http/handler";
import { listAudit } from "@/lib/accounts/audit";
import { auditQuery } from "@/lib/accounts/audit-schemas";
import { authorize } from "@/lib/accounts/policy";

/** What was done in the team, by whom, when and from where; the latest first. */
export const GET = handler({ access: "member", query: auditQuery }, async ({ db, actor, query }) =>
  listAudit(db, authorize(actor, "audit.list", null), query),
);
