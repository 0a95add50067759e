import { handler } from "@/app/_http/handler";
import { ownParams } from "@/lib/accounts/access-schemas";
import { passkeyNameSchema } from "@/lib/accounts/factors/factor-schemas";
import { removePasskey, renamePasskey } from "@/lib/accounts/factors/passkeys";
import { tellFactorChange } from "../../factors/tell";

/** Renames one of the user's passkeys. */
export const PATCH = handler(
  { access: "member", params: ownParams, body: passkeyNameSchema },
  async ({ db, actor, params: { id }, body: { name } }) => renamePasskey(db, actor, id, name),
);

/** Removes one of the user's passkeys. */
export const DELETE = handler({ access: "member", params: ownParams }, async ({ db, actor, params: { id } }) => {
  await removePasskey(db, actor, id);
  tellFactorChange(actor, "passkeyRemoved");
  return { id };
});
