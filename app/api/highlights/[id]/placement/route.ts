import { handler } from "@/app/_http/handler";
import { attachHighlight, detachHighlight } from "@/lib/annotations/placements/placement-service";
import { attachment, editionQuery, idParams } from "@/lib/annotations/schemas";

/** Attaches a highlight that has no place in the current edition to words of it. */
export const PUT = handler(
  { access: "member", params: idParams, body: attachment },
  ({ db, actor, params: { id }, body }) => attachHighlight(db, actor, id, body),
);

/** Takes back that it was attached by hand. */
export const DELETE = handler(
  { access: "member", params: idParams, query: editionQuery },
  ({ db, actor, params: { id }, query: { edition } }) => detachHighlight(db, actor, id, edition),
);
