import { handler } from "@/app/_http/handler";
import { renewCodes } from "@/lib/accounts/factors/own-factors";
import { authorize } from "@/lib/accounts/policy";
import { tellFactorChange } from "../tell";

/** Replaces the user's recovery codes. */
export const POST = handler({ access: "member" }, async ({ db, actor }) => {
  const codes = await renewCodes(db, authorize(actor, "factor.add", null));
  tellFactorChange(actor, "codesRenewed");
  return { codes };
});
