import { handler } from "@/app/_http/handler";
import { ownParams } from "@/lib/accounts/access-schemas";
import { removePasskey } from "@/lib/accounts/factors/passkeys";
import { tellFactorChange } from "../../factors/tell";

/** Removes one of the user's passkeys. */
export const DELETE = handler({ access: "member", params: ownParams }, async ({ db, actor, params: { id } }) => {
  await removePasskey(db, actor, id);
  tellFactorChange(actor, "passkeyRemoved");
  return { id };
});
