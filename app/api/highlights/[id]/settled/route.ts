import { handler } from "@/app/_http/handler";
import { settleHighlight } from "@/lib/annotations/placements/placement-service";
import { editionQuery, idParams } from "@/lib/annotations/schemas";

/** Marks an unplaced highlight as settled, so that it stays unplaced. */
export const PUT = handler(
  { access: "member", params: idParams, query: editionQuery },
  ({ db, actor, params: { id }, query: { edition } }) => settleHighlight(db, actor, id, edition, true),
);

/** Marks an unplaced highlight as not settled, so that someone has to decide again what to do with it. */
export const DELETE = handler(
  { access: "member", params: idParams, query: editionQuery },
  ({ db, actor, params: { id }, query: { edition } }) => settleHighlight(db, actor, id, edition, false),
);
