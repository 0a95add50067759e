import { handler } from "@/app/_http/handler";
import { listMembers } from "@/lib/accounts/members";
import { authorize } from "@/lib/accounts/policy";

/** Everyone in the team. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  members: await listMembers(db, authorize(actor, "member.list", null)),
}));
