import { handler } from "@/app/_http/handler";
import { listAllNotes } from "@/lib/library/all-notes";
import { notesQuery } from "@/lib/library/notes-schemas";
import { askedOf } from "./asked";

/** Lists the highlights and notes in all reports that the user can see and that match the filters. */
export const GET = handler(
  { access: "member", scope: "read", cost: "search", query: notesQuery },
  ({ db, actor, query: { offset, ...asked } }) => listAllNotes(db, actor, askedOf(asked), { offset }),
);
