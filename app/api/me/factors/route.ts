import { handler } from "@/app/_http/handler";
import { siteOf } from "@/app/_http/site";
import { ownFactors } from "@/lib/accounts/factors/own-factors";
import { authorize } from "@/lib/accounts/policy";

/** Returns the user's second factors. */
export const GET = handler({ access: "member", beforeSetUp: true }, ({ db, actor, request }) =>
  ownFactors(db, authorize(actor, "factor.list", null), siteOf(request.headers)?.host ?? null),
);
