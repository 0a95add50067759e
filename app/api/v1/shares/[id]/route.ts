import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { readShare, revokeShare } from "@/lib/sharing/service";

/** What a link shows, and whether it works. */
export const GET = handler({ access: "member", ...operations.getShare.takes }, ({ db, actor, params: { id } }) =>
  readShare(db, actor, id),
);

/** Ends a share at once. */
export const DELETE = handler({ access: "member", ...operations.revokeShare.takes }, ({ db, actor, params: { id } }) =>
  revokeShare(db, actor, id),
);
