import { handler } from "@/app/_http/handler";
import { restoreNote } from "@/lib/annotations/notes/note-service";
import { idParams } from "@/lib/annotations/schemas";

/** Takes the deletion of a note back. */
export const POST = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  restoreNote(db, actor, id),
);
