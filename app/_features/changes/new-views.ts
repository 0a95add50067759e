import type { Colour } from "@/lib/annotations/highlights/colours";
import type { Audience } from "@/lib/annotations/rules";
import type { HighlightView, NewHighlight, NewReply, NoteView, ReplyView } from "@/lib/annotations/schemas";

export type Person = HighlightView["author"];

/** The view of a new highlight until the server confirms it. */
export function newView(highlight: NewHighlight, report: string, author: Person): HighlightView {
  const now = new Date().toISOString();
  const { id, edition, start, end, quote, colour, visibility, groupId = null } = highlight;
  const { area = null, description = "" } = highlight;
  return {
    ...{ id, report, edition, start, end, quote, visibility, groupId, tags: [], state: "anchored", version: 1 },
    ...{ area, description, carried: false, attached: false, settled: false },
    colour: colour as Colour,
    ...{ createdAt: now, updatedAt: now, author, origin: null },
    may: { edit: true, delete: true, share: false, place: true },
    note: null,
  };
}

/** The view of a new note until the server confirms it. */
export function newNote({ visibility }: HighlightView, { body }: { body: string }): NoteView {
  return {
    ...{ body, version: 1, updatedAt: new Date().toISOString(), visibility, resolved: null, replies: [], changes: 0 },
    may: { reply: true, resolve: true, share: false },
  };
}

/** The view of a new reply until the server confirms it. */
export function newReply({ id, body }: NewReply, author: Person, audience: Audience): ReplyView {
  const now = new Date().toISOString();
  return {
    ...{ id, body, version: 1, ...audience, createdAt: now, updatedAt: now, author, origin: null },
    may: { edit: true, delete: true },
  };
}
