import { handler } from "@/app/_http/handler";
import { createResetLink } from "@/lib/accounts/reset-links";
import { memberParams } from "@/lib/accounts/schemas";

/** Makes a link by which a member chooses a new password. It is told only here. */
export const POST = handler({ access: "member", params: memberParams }, async ({ db, actor, params: { id } }) => {
  const { token, expiresAt } = await createResetLink(db, actor, id);
  return { path: `/reset/${token}`, expiresAt: expiresAt.toISOString() };
});
