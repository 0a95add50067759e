import { handler } from "@/app/_http/handler";
import { restoreInvitation } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { invitationParams } from "@/lib/accounts/schemas";

/** Lets an invitation that was withdrawn work again, while its time is not over. */
export const POST = handler({ access: "member", params: invitationParams }, async ({ db, actor, params: { id } }) =>
  restoreInvitation(db, authorize(actor, "invitation.restore", null), id),
);
