import { handler } from "@/app/_http/handler";
import { newShare } from "@/lib/sharing/schemas";
import { createShare, listShares } from "@/lib/sharing/service";

/** Lists the user's shares or, for owners and editors, all shares of the team. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({ shares: await listShares(db, actor) }));

/** Creates a link to a passage. Only this response contains the link. */
export const POST = handler({ access: "member", body: newShare }, ({ db, actor, body }) =>
  createShare(db, actor, body),
);
