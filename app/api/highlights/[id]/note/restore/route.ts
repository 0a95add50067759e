import { handler } from "@/app/_http/handler";
import { restoreNote } from "@/lib/annotations/notes/note-service";
import { idParams } from "@/lib/annotations/schemas";

/** Restores a deleted note. */
export const POST = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  restoreNote(db, actor, id),
);
