import type { HighlightList, HighlightView, NoteView, ReplyView } from "@/lib/annotations/schemas";

/** A team highlight in the first edition, as seen by a user with read access. */
export function highlightView(id: string, more: Partial<HighlightView> = {}): HighlightView {
  return {
    ...{ id, report: "rivers", edition: "e1", start: 3, end: 8, state: "anchored", quote: "trade", colour: 1 },
    ...{ area: null, description: "" },
    ...{ carried: false, attached: false, settled: false },
    ...{ visibility: "team", groupId: null, tags: [], version: 1, createdAt: "", updatedAt: "" },
    author: { id: "ann", name: "Ann" },
    origin: null,
    may: { edit: false, delete: false, share: false, place: false },
    note: null,
    ...more,
  };
}

/** The highlights of the first edition. */
export const highlightList = (...highlights: HighlightView[]): HighlightList => ({
  edition: { id: "e1", ordinal: 1 },
  highlights,
});

/** The event for a highlight that the user can see. */
export const said = (highlight: HighlightView) => ({ event: "highlight" as const, data: { highlight } });

/** The event for a highlight that the user can no longer see. */
export const gone = (id: string) => ({ event: "gone" as const, data: { id } });

/** A team note, as seen by a user with read access. */
export function noteView(body: string, more: Partial<NoteView> = {}): NoteView {
  return {
    ...{ body, version: 1, updatedAt: "", visibility: "team", resolved: null, replies: [], changes: 0 },
    may: { reply: false, resolve: false, share: false },
    ...more,
  };
}

/** A reply, as seen by a user with read access. */
export function replyView(id: string, body: string, by: string): ReplyView {
  return {
    ...{ id, body, version: 1, visibility: "team", groupId: null, author: { id: by, name: by }, origin: null },
    ...{ createdAt: "", updatedAt: "" },
    may: { edit: false, delete: false },
  };
}
