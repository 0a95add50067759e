import type { AskedNotes, NotesQuery } from "@/lib/library/notes-schemas";

/** The note filters, as query parameters. */
export function askedOf({ q, ...asked }: Omit<NotesQuery, "offset">): AskedNotes {
  const { person = null, colour = null, tag = null, state = null, visibility = null, report = null } = asked;
  return { query: q, person, colour, tag, state, visibility, report };
}
