import { handler } from "@/app/_http/handler";
import { changeRole } from "@/lib/accounts/members";
import { memberParams, roleChange } from "@/lib/accounts/schemas";

/** Changes a user's role, with immediate effect. */
export const PATCH = handler(
  { access: "member", params: memberParams, body: roleChange },
  async ({ db, actor, params: { id }, body: { role } }) => changeRole(db, actor, id, role),
);
