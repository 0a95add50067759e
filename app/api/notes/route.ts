import { listAllNotes } from "@/lib/library/all-notes";
import { notesQuery } from "@/lib/library/notes-schemas";
import { handler } from "../handler";

/** The highlights and notes in all reports that the person may see and asks for. */
export const GET = handler(
  { access: "member", scope: "read", cost: "search", query: notesQuery },
  ({ db, actor, query: { q, offset, ...asked } }) => {
    const { person = null, colour = null, tag = null, state = null, visibility = null, report = null } = asked;
    return listAllNotes(db, actor, { query: q, person, colour, tag, state, visibility, report }, offset);
  },
);
