import type { HighlightList, HighlightView, NoteView, ReplyView } from "@/lib/annotations/schemas";

/** A highlight of the team's in the first edition, as somebody sees it who may only read it. */
export function highlightView(id: string, more: Partial<HighlightView> = {}): HighlightView {
  return {
    ...{ id, report: "rivers", edition: "e1", start: 3, end: 8, state: "anchored", quote: "trade", colour: 1 },
    ...{ carried: false, attached: false, settled: false },
    ...{ visibility: "team", groupId: null, tags: [], version: 1, createdAt: "", updatedAt: "" },
    author: { id: "ann", name: "Ann" },
    origin: null,
    may: { edit: false, delete: false, share: false, place: false },
    note: null,
    ...more,
  };
}

/** The highlights of that edition. */
export const highlightList = (...highlights: HighlightView[]): HighlightList => ({
  edition: { id: "e1", ordinal: 1 },
  highlights,
});

/** What is told of a highlight that somebody may see. */
export const said = (highlight: HighlightView) => ({ event: "highlight" as const, data: { highlight } });

/** What is told of a highlight that is not to be seen any more. */
export const gone = (id: string) => ({ event: "gone" as const, data: { id } });

/** A note of the team's, as somebody sees it who may only read it. */
export function noteView(body: string, more: Partial<NoteView> = {}): NoteView {
  return {
    ...{ body, version: 1, updatedAt: "", visibility: "team", resolved: null, replies: [], changes: 0 },
    may: { reply: false, resolve: false, share: false },
    ...more,
  };
}

/** A reply, as somebody sees it who may only read it. */
export function replyView(id: string, body: string, by: string): ReplyView {
  return {
    ...{ id, body, version: 1, visibility: "team", groupId: null, author: { id: by, name: by }, origin: null },
    ...{ createdAt: "", updatedAt: "" },
    may: { edit: false, delete: false },
  };
}
