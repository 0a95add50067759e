import { handler } from "@/app/_http/handler";
import { resetFactors } from "@/lib/accounts/factors/reset-factors";
import { memberParams } from "@/lib/accounts/schemas";
import { tellFactorsReset } from "../../../me/factors/tell";

/** Removes a member's second factors. */
export const POST = handler({ access: "member", params: memberParams }, async ({ db, actor, params: { id } }) => {
  const { person, by } = await resetFactors(db, actor, id);
  tellFactorsReset(person, by);
  return { id };
});
