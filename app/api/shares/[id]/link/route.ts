import { shareParams } from "@/lib/sharing/schemas";
import { renewShare } from "@/lib/sharing/service";
import { handler } from "../../../handler";

/** Puts another link in the place of a share's. The answer is the only one that holds it. */
export const POST = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  renewShare(db, actor, id),
);
