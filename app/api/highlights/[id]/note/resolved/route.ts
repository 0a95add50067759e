import { handler } from "@/app/_http/handler";
import { resolveNote } from "@/lib/annotations/notes/resolution-service";
import { idParams } from "@/lib/annotations/schemas";

/** Marks a highlight's note as resolved. */
export const PUT = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  resolveNote(db, actor, id, true),
);

/** Reopens a highlight's note. */
export const DELETE = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  resolveNote(db, actor, id, false),
);
