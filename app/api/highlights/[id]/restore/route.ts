import { handler } from "@/app/_http/handler";
import { restoreHighlight } from "@/lib/annotations/highlights/service";
import { idParams } from "@/lib/annotations/schemas";

/** Takes the deletion of a highlight back. */
export const POST = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  restoreHighlight(db, actor, id),
);
