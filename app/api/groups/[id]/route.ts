import { handler } from "@/app/_http/handler";
import { renameGroup } from "@/lib/accounts/groups";
import { groupName, groupParams } from "@/lib/accounts/schemas";
import { removeGroup } from "@/lib/membership/group-removal";

/** Gives a group another name. */
export const PATCH = handler(
  { access: "member", params: groupParams, body: groupName },
  async ({ db, actor, params: { id }, body: { name } }) => renameGroup(db, actor, id, name),
);

/** Removes a group. What was for it is private from then on. */
export const DELETE = handler({ access: "member", params: groupParams }, async ({ db, actor, params: { id } }) =>
  removeGroup(db, actor, id),
);
