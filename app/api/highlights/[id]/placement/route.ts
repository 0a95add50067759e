import { handler } from "@/app/_http/handler";
import { attachHighlight, detachHighlight } from "@/lib/annotations/placements/placement-service";
import { attachment, editionQuery, idParams } from "@/lib/annotations/schemas";

/** Reattaches an unplaced highlight to a span of the current edition. */
export const PUT = handler(
  { access: "member", params: idParams, body: attachment },
  ({ db, actor, params: { id }, body }) => attachHighlight(db, actor, id, body),
);

/** Detaches a highlight that was reattached manually. */
export const DELETE = handler(
  { access: "member", params: idParams, query: editionQuery },
  ({ db, actor, params: { id }, query: { edition } }) => detachHighlight(db, actor, id, edition),
);
