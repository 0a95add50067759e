import { handler } from "@/app/_http/handler";
import { restoreInvitation } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { invitationParams } from "@/lib/accounts/schemas";

/** Restores a revoked invitation that hasn't expired. */
export const POST = handler({ access: "member", params: invitationParams }, async ({ db, actor, params: { id } }) =>
  restoreInvitation(db, authorize(actor, "invitation.restore", null), id),
);
