import { handler } from "@/app/_http/handler";
import { listAudit } from "@/lib/accounts/audit";
import { auditQuery } from "@/lib/accounts/audit-schemas";
import { authorize } from "@/lib/accounts/policy";

/** Returns the audit log, latest entries first. */
export const GET = handler({ access: "member", query: auditQuery }, async ({ db, actor, query }) =>
  listAudit(db, authorize(actor, "audit.list", null), query),
);
