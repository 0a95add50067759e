import { handler } from "@/app/_http/handler";
import { createResetLink } from "@/lib/accounts/reset-links";
import { memberParams } from "@/lib/accounts/schemas";

/** Creates a password reset link for a member. Only this response contains it. */
export const POST = handler({ access: "member", params: memberParams }, async ({ db, actor, params: { id } }) => {
  const { token, expiresAt } = await createResetLink(db, actor, id);
  return { path: `/reset/${token}`, expiresAt: expiresAt.toISOString() };
});
