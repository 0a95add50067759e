import { handler } from "@/app/_http/handler";
import { shareParams } from "@/lib/sharing/schemas";
import { revokeShare } from "@/lib/sharing/service";

/** Revokes a link immediately. */
export const DELETE = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  revokeShare(db, actor, id),
);
