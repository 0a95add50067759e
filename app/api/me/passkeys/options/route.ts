import { handler } from "@/app/_http/handler";
import { requireSite } from "@/app/_http/site";
import { creationOptions } from "@/lib/accounts/factors/passkeys";
import { authorize } from "@/lib/accounts/policy";
import { challenge } from "../../../auth/challenge";

/** Returns the options with which a browser creates a passkey. */
export const POST = handler({ access: "member", beforeSetUp: true }, async ({ db, actor, request }) => {
  const permit = authorize(actor, "factor.add", null);
  return challenge(await creationOptions(db, permit, requireSite(request.headers)), "creation");
});
