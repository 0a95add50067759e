import { handler } from "@/app/_http/handler";
import { listMembers } from "@/lib/accounts/members";
import { authorize } from "@/lib/accounts/policy";

/** Lists all members of the team. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  members: await listMembers(db, authorize(actor, "member.list", null)),
}));
