import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { listShares, shareOf } from "@/lib/api/shares";

/** Lists the user's shares or, for owners and editors, all shares of the team. */
export const GET = handler({ access: "member", ...operations.listShares.takes }, ({ db, actor, query }) =>
  listShares(db, actor, query),
);

/** Creates a link to a passage. Only this response contains the link. */
export const POST = handler({ access: "member", ...operations.createShare.takes }, async ({ db, actor, body }) => {
  const made = await shareOf(db, actor, body);
  return Response.json(made, { status: 201, headers: { Location: `/api/v1/shares/${made.share.id}` } });
});
