import { handler } from "@/app/_http/handler";
import { settleHighlight } from "@/lib/annotations/placements/placement-service";
import { editionQuery, idParams } from "@/lib/annotations/schemas";

/** Keeps a highlight without a place as it is. */
export const PUT = handler(
  { access: "member", params: idParams, query: editionQuery },
  ({ db, actor, params: { id }, query: { edition } }) => settleHighlight(db, actor, id, edition, true),
);

/** Takes that back. */
export const DELETE = handler(
  { access: "member", params: idParams, query: editionQuery },
  ({ db, actor, params: { id }, query: { edition } }) => settleHighlight(db, actor, id, edition, false),
);
