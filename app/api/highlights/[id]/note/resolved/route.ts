import { handler } from "@/app/_http/handler";
import { resolveNote } from "@/lib/annotations/notes/resolution-service";
import { idParams } from "@/lib/annotations/schemas";

/** Says that the note of a highlight is settled. */
export const PUT = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  resolveNote(db, actor, id, true),
);

/** Takes that back. */
export const DELETE = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  resolveNote(db, actor, id, false),
);
