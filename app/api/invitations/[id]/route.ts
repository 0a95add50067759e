import { z } from "zod";
import { revokeInvitation } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { handler } from "../../handler";

const params = z.object({ id: z.string().max(100) });

/** Withdraws an invitation at once. */
export const DELETE = handler({ access: "member", params }, async ({ db, actor, params: { id } }) =>
  revokeInvitation(db, authorize(actor, "invitation.revoke", null), id),
);
