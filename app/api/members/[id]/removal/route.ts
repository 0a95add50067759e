import { handler } from "@/app/_http/handler";
import { memberParams, removalSchema } from "@/lib/accounts/schemas";
import { removeMember } from "@/lib/membership/offboarding";

/** Removes a user from the team immediately. The content that they have shared with the team is kept. */
export const POST = handler(
  { access: "member", params: memberParams, body: removalSchema },
  async ({ db, actor, params: { id }, body }) => removeMember(db, actor, id, body),
);
