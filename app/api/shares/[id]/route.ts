import { shareParams } from "@/lib/sharing/schemas";
import { revokeShare } from "@/lib/sharing/service";
import { handler } from "../../handler";

/** Ends a share at once. */
export const DELETE = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  revokeShare(db, actor, id),
);
