import { handler } from "@/app/_http/handler";
import { createNote, listNotes } from "@/lib/api/notes";
import * as operations from "@/lib/api/operations";
import { askedOf } from "../../notes/asked";
import { noteAnswer } from "./answer";

/** Lists the highlights and notes that the user can see and that match the filters. */
export const GET = handler(
  { access: "member", ...operations.listNotes.takes },
  ({ db, actor, query: { cursor, limit, ...asked } }) => listNotes(db, actor, askedOf(asked), { cursor, limit }),
);

/** Creates a highlight, with or without a note. */
export const POST = handler({ access: "member", ...operations.createNote.takes }, async ({ db, actor, body }) => {
  const made = await createNote(db, actor, body);
  return noteAnswer(made, 201, { Location: `/api/v1/notes/${made.note.id}` });
});
