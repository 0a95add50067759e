import { handler } from "@/app/_http/handler";
import { restoreHighlight } from "@/lib/annotations/highlights/service";
import { idParams } from "@/lib/annotations/schemas";

/** Restores a deleted highlight. */
export const POST = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  restoreHighlight(db, actor, id),
);
