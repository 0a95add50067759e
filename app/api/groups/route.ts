import { handler } from "@/app/_http/handler";
import { createGroup, listGroups } from "@/lib/accounts/groups";
import { authorize } from "@/lib/accounts/policy";
import { groupName } from "@/lib/accounts/schemas";

/** Lists all groups and their members. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  groups: await listGroups(db, authorize(actor, "group.list", null)),
}));

/** Creates a group. */
export const POST = handler({ access: "member", body: groupName }, async ({ db, actor, body: { name } }) =>
  createGroup(db, actor, name),
);
