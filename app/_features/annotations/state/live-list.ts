import type { LiveMessage } from "@/app/_features/sync";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";

/** What is said of one highlight: how it stands, or that it is gone. */
export type HighlightMessage = Extract<LiveMessage, { event: "highlight" | "gone" }>;

/**
 * A view for a page of one edition. Where the report has another by now, the places of that are of no use in the text on the page:
 * a highlight stays where it stood, and a new one has no place.
 *
 * @param before what the page shows of it
 */
export function fitted(view: HighlightView, edition: string, before: HighlightView | undefined): HighlightView {
  if (view.edition === edition) return view;
  const { start, end, state } = before ?? { start: null, end: null, state: "orphan" };
  return { ...view, edition, start, end, state };
}

/** A list as it was fetched, for a page of one edition. */
export function fittedList(
  list: HighlightList,
  edition: HighlightList["edition"],
  before: HighlightList | undefined,
): HighlightList {
  if (list.edition.id === edition.id) return list;
  const known = new Map(before?.highlights.map((view) => [view.id, view]));
  return { edition, highlights: list.highlights.map((view) => fitted(view, edition.id, known.get(view.id))) };
}

/**
 * Whether a view says less than another one of the same highlight: what comes from the stream, from a save and from fetching the
 * list may come in any order.
 */
export function isOlder(view: HighlightView, than: HighlightView): boolean {
  if (view.version !== than.version) return view.version < than.version;
  if (view.note === null || than.note === null) return false;
  if (view.note.version !== than.note.version) return view.note.version < than.note.version;
  return view.note.changes < than.note.changes;
}

/** The list with one highlight as it is now; null takes it away. */
function withHighlight(list: HighlightList, id: string, next: HighlightView | null): HighlightList {
  const before = list.highlights.find((view) => view.id === id);
  if (next && before && isOlder(next, before)) return list;
  const others = list.highlights.filter((view) => view.id !== id);
  return { ...list, highlights: next ? [...others, fitted(next, list.edition.id, before)] : others };
}

/** The list of a report after something was said of it, or of another report. */
export function withMessage(list: HighlightList, slug: string, message: HighlightMessage): HighlightList {
  if (message.event === "gone") {
    return list.highlights.some(({ id }) => id === message.data.id) ? withHighlight(list, message.data.id, null) : list;
  }
  const { highlight } = message.data;
  if (highlight.report === slug) return withHighlight(list, highlight.id, highlight);
  // One that was imported for the wrong report, and now for another one, is gone from here.
  return list.highlights.some(({ id }) => id === highlight.id) ? withHighlight(list, highlight.id, null) : list;
}
