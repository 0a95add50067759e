import { handler } from "@/app/_http/handler";
import { deleteNote, saveNote } from "@/lib/annotations/notes/note-service";
import { idParams, noteSave, versionQuery } from "@/lib/annotations/schemas";

/** Creates or updates a highlight's note. */
export const PUT = handler(
  { access: "member", params: idParams, body: noteSave },
  ({ db, actor, params: { id }, body }) => saveNote(db, actor, id, body),
);

/** Deletes a highlight's note. It can be restored. */
export const DELETE = handler(
  { access: "member", params: idParams, query: versionQuery },
  ({ db, actor, params: { id }, query: { version } }) => deleteNote(db, actor, id, version),
);
