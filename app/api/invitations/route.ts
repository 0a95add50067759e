import { handler } from "@/app/_http/handler";
import { createInvitation, listInvitations } from "@/lib/accounts/invitations";
import { authorize } from "@/lib/accounts/policy";
import { newInvitationSchema } from "@/lib/accounts/schemas";

/** The invitations that were made, the newest first. Their tokens are not among what is told. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  invitations: await listInvitations(db, authorize(actor, "invitation.list", null)),
}));

/** Makes an invitation. The path of its link is told only here. */
export const POST = handler({ access: "member", body: newInvitationSchema }, async ({ db, actor, body }) => {
  const { invitation, token } = await createInvitation(db, authorize(actor, "invitation.create", null), body);
  return { invitation, path: `/join/${token}` };
});
