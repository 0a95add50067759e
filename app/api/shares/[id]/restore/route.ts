import { shareParams } from "@/lib/sharing/schemas";
import { restoreShare } from "@/lib/sharing/service";
import { handler } from "../../../handler";

/** Lets the link of a share that was ended work again. */
export const POST = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  restoreShare(db, actor, id),
);
