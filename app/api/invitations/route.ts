import { handler } from "@/app/_http/handler";
import { createInvitation, listInvitations } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { newInvitationSchema } from "@/lib/accounts/schemas";

/** Lists invitations, newest first, without their tokens. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  invitations: await listInvitations(db, authorize(actor, "invitation.list", null)),
}));

/** Creates an invitation. Only this response contains the path of its link. */
export const POST = handler({ access: "member", body: newInvitationSchema }, async ({ db, actor, body }) => {
  const { invitation, token } = await createInvitation(db, authorize(actor, "invitation.create", null), body);
  return { invitation, path: `/join/${token}` };
});
