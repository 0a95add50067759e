import { handler } from "@/app/_http/handler";
import { requirementSchema } from "@/lib/accounts/factors/factor-schemas";
import { requireFactors, teamFactors } from "@/lib/accounts/factors/requirement";
import { authorize } from "@/lib/accounts/policy";

/** Returns which roles must have a second factor, and which members have one. */
export const GET = handler({ access: "member" }, ({ db, actor }) =>
  teamFactors(db, authorize(actor, "factor.listTeam", null)),
);

/** Changes which roles must have a second factor. */
export const PUT = handler({ access: "member", body: requirementSchema }, ({ db, actor, body: { roles } }) =>
  requireFactors(db, actor, roles),
);
