import { handler } from "@/app/_http/handler";
import { ownParams } from "@/lib/accounts/access-schemas";
import { endOwnSession } from "@/lib/accounts/sessions";

/** Ends one of the user's sessions. */
export const DELETE = handler({ access: "member", params: ownParams }, async ({ db, actor, params: { id } }) => {
  await endOwnSession(db, actor, id);
  return { id };
});
