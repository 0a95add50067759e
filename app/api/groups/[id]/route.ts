import { handler } from "@/app/_http/handler";
import { renameGroup } from "@/lib/accounts/groups";
import { groupName, groupParams } from "@/lib/accounts/schemas";
import { removeGroup } from "@/lib/membership/group-removal";

/** Renames a group. */
export const PATCH = handler(
  { access: "member", params: groupParams, body: groupName },
  async ({ db, actor, params: { id }, body: { name } }) => renameGroup(db, actor, id, name),
);

/** Deletes a group. Its highlights and notes become private. */
export const DELETE = handler({ access: "member", params: groupParams }, async ({ db, actor, params: { id } }) =>
  removeGroup(db, actor, id),
);
