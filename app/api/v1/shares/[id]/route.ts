import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { readShare, revokeShare } from "@/lib/sharing/service";

/** Returns the content of a share link, and whether the link is active. */
export const GET = handler({ access: "member", ...operations.getShare.takes }, ({ db, actor, params: { id } }) =>
  readShare(db, actor, id),
);

/** Revokes a link immediately. */
export const DELETE = handler({ access: "member", ...operations.revokeShare.takes }, ({ db, actor, params: { id } }) =>
  revokeShare(db, actor, id),
);
