import { handler } from "@/app/_http/handler";
import { revokeInvitation } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { invitationParams } from "@/lib/accounts/schemas";

/** Revokes an invitation immediately. */
export const DELETE = handler({ access: "member", params: invitationParams }, async ({ db, actor, params: { id } }) =>
  revokeInvitation(db, authorize(actor, "invitation.revoke", null), id),
);
