import { handler } from "@/app/_http/handler";
import { ownParams } from "@/lib/accounts/access-schemas";
import { revokeToken } from "@/lib/accounts/api-tokens";

/** Revokes one of the user's API tokens. */
export const DELETE = handler({ access: "member", params: ownParams }, ({ db, actor, params: { id } }) =>
  revokeToken(db, actor, id),
);
