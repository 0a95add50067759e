import { handler } from "@/app/_http/handler";
import { newPasskeySchema } from "@/lib/accounts/factors/factor-schemas";
import { addPasskey } from "@/lib/accounts/factors/passkeys";
import { authorize } from "@/lib/accounts/policy";
import { challengeOf } from "../../auth/challenge";
import { tellFactorChange } from "../factors/tell";

/** Adds a passkey that the browser has created. */
export const POST = handler(
  { access: "member", beforeSetUp: true, body: newPasskeySchema },
  async ({ db, actor, request, body }) => {
    const permit = authorize(actor, "factor.add", null);
    const added = await addPasskey(db, permit, body, await challengeOf(request, "creation"));
    tellFactorChange(actor, "passkeyAdded");
    return added;
  },
);
