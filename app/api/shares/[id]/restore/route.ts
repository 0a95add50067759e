import { handler } from "@/app/_http/handler";
import { shareParams } from "@/lib/sharing/schemas";
import { restoreShare } from "@/lib/sharing/service";

/** Restores a revoked link. */
export const POST = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  restoreShare(db, actor, id),
);
