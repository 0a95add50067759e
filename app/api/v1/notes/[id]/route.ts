import { handler } from "@/app/_http/handler";
import { isKnown } from "@/app/_http/kept-answer";
import { changeNote, deleteNote, readNote } from "@/lib/api/notes";
import * as operations from "@/lib/api/operations";
import { preconditionOf } from "@/lib/api/preconditions";
import { noteAnswer } from "../answer";

/** Returns a highlight with its note. */
export const GET = handler(
  { access: "member", ...operations.getNote.takes, isCompressed: false },
  async ({ db, actor, params: { id }, request }) => {
    const read = await readNote(db, actor, id);
    if (isKnown(request, read.tag)) return new Response(null, { status: 304, headers: { ETag: read.tag } });
    return noteAnswer(read);
  },
);

/** Changes a highlight, its tags and its note together. */
export const PATCH = handler(
  { access: "member", ...operations.changeNote.takes },
  async ({ db, actor, params: { id }, body, request }) =>
    noteAnswer(await changeNote(db, actor, id, preconditionOf(request.headers.get("if-match")), body)),
);

/** Deletes a highlight and its note. Both can be restored in the app. */
export const DELETE = handler(
  { access: "member", ...operations.deleteNote.takes },
  async ({ db, actor, params: { id }, request }) => {
    await deleteNote(db, actor, id, preconditionOf(request.headers.get("if-match")));
    return new Response(null, { status: 204 });
  },
);
