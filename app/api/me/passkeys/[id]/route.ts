import { handler } from "@/app/_http/handler";
import { ownParams } from "@/lib/accounts/access-schemas";
import { passkeyRename } from "@/lib/accounts/factors/factor-schemas";
import { removePasskey, renamePasskey } from "@/lib/accounts/factors/passkeys";
import { tellFactorChange } from "../../factors/tell";

/** Renames one of the user's passkeys. */
export const PATCH = handler(
  { access: "member", params: ownParams, body: passkeyRename },
  async ({ db, actor, params: { id }, body: { name } }) => ({ passkey: await renamePasskey(db, actor, id, name) }),
);

/** Removes one of the user's passkeys. */
export const DELETE = handler({ access: "member", params: ownParams }, async ({ db, actor, params: { id } }) => {
  await removePasskey(db, actor, id);
  tellFactorChange(actor, "passkeyRemoved");
  return { id };
});
