import { idParams } from "@/lib/annotations/schemas";
import { restoreHighlight } from "@/lib/annotations/service";
import { handler } from "../../../handler";

/** Takes the deletion of a highlight back. */
export const POST = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  restoreHighlight(db, actor, id),
);
