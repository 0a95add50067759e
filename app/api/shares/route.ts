import { handler } from "@/app/_http/handler";
import { newShare } from "@/lib/sharing/schemas";
import { createShare, listShares } from "@/lib/sharing/service";

/** The person's shares; for owner and editor, everybody's. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({ shares: await listShares(db, actor) }));

/** Makes a link to a passage. The answer is the only one that holds the link. */
export const POST = handler({ access: "member", body: newShare }, ({ db, actor, body }) =>
  createShare(db, actor, body),
);
