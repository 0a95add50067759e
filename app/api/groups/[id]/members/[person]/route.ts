import { handler } from "@/app/_http/handler";
import { setInGroup } from "@/lib/accounts/groups";
import { groupMemberParams } from "@/lib/accounts/schemas";

/** Adds a user to a group. */
export const PUT = handler({ access: "member", params: groupMemberParams }, async ({ db, actor, params }) =>
  setInGroup(db, actor, params, true),
);

/** Removes a user from a group. */
export const DELETE = handler({ access: "member", params: groupMemberParams }, async ({ db, actor, params }) =>
  setInGroup(db, actor, params, false),
);
