import type { AskedNotes, NotesQuery } from "@/lib/library/notes-schemas";

/** Which notes an address asks for. */
export function askedOf({ q, ...asked }: Omit<NotesQuery, "offset">): AskedNotes {
  const { person = null, colour = null, tag = null, state = null, visibility = null, report = null } = asked;
  return { query: q, person, colour, tag, state, visibility, report };
}
