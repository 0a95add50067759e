import { handler } from "@/app/_http/handler";
import { changeHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { highlightChange, idParams, versionQuery } from "@/lib/annotations/schemas";

/** Changes the colour of a highlight, or the audience of the highlight and its note. */
export const PATCH = handler(
  { access: "member", params: idParams, body: highlightChange },
  ({ db, actor, params: { id }, body }) => changeHighlight(db, actor, id, body),
);

/** Deletes a highlight and its note. Both can be restored. */
export const DELETE = handler(
  { access: "member", params: idParams, query: versionQuery },
  ({ db, actor, params: { id }, query: { version } }) => deleteHighlight(db, actor, id, version),
);
