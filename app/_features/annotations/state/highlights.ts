import { type Change, withChanges } from "@/app/_features/changes";
import type { LiveMessage } from "@/app/_features/sync";
import { readTags } from "@/lib/annotations/highlights/tags";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import type { AnnotationsState, Derived, Facts, PlacedHighlight, Tools } from "./state";

/** What is said of one highlight: how it is now, or that it is gone. */
export type HighlightMessage = Extract<LiveMessage, { event: "highlight" | "gone" }>;

/** The highlights of the report: fetched, kept up to date, and changed. */
export interface Highlights {
  /**
   * Fetches the list. What is heard while it is on its way is applied to it again.
   *
   * @param fetchList rejects where it could not be fetched; nothing changes then
   */
  load(fetchList: () => Promise<HighlightList>): Promise<void>;
  hear(message: LiveMessage): void;
  /** Shows a highlight as the server has answered that it is; null where it is gone. */
  put(id: string, view: HighlightView | null): void;
  /**
   * Makes a change, from a version of what it changes: it is shown at once, and waits in the outbox for the server.
   *
   * @throws DOMException where the device has no room to keep it. Nothing has happened then
   */
  make(on: Pick<HighlightView, "id" | "quote">, version: number | null, change: Change): void;
  /** Gives a highlight these tags and no others. @throws UserError also those of `readTags` */
  setTags(highlight: HighlightView, tags: readonly string[]): void;
  /** Takes a highlight off the page even where something was typed on it. To be called before it is deleted. */
  forget(id: string): void;
}

/** @param known each highlight as it was shown last, by its id */
export function createHighlights({ page, get, update, outbox }: Tools, known: Map<string, HighlightView>): Highlights {
  const { slug, edition } = page;
  /** What was heard during each fetch that is under way. */
  const fetching = new Set<HighlightMessage[]>();

  const apply = (message: HighlightMessage) => {
    for (const heard of fetching) heard.push(message);
    update({ list: withMessage(get().list, slug, message) });
  };
  const make: Highlights["make"] = ({ id, quote }, version, change) =>
    outbox().add({ report: slug, highlight: id, quote, version, change });

  return {
    async load(fetchList) {
      const heard: HighlightMessage[] = [];
      fetching.add(heard);
      try {
        const fetched = await fetchList();
        const { list: before, isOutdated } = get();
        const list = heard.reduce((now, message) => withMessage(now, slug, message), fittedList(fetched, before));
        const hasLater = fetched.edition.ordinal > edition.ordinal;
        update({ list: withSameViews(list, before), isKnown: true, isOutdated: isOutdated || hasLater });
      } finally {
        fetching.delete(heard);
      }
    },
    hear(message) {
      if (message.event === "highlight" || message.event === "gone") apply(message);
      if (message.event === "edition" && message.data.report === slug) {
        update({ isOutdated: message.data.edition.ordinal > edition.ordinal });
      }
    },
    put: (id, highlight) =>
      apply(highlight ? { event: "highlight", data: { highlight } } : { event: "gone", data: { id } }),
    make,
    setTags: (highlight, tags) => {
      const { version, tags: from } = highlight;
      const to = readTags(tags).map(({ name }) => name);
      make(highlight, version, { kind: "highlight.tags", from, to });
    },
    forget: (id) => known.delete(id),
  };
}

/**
 * Derives the highlights to show, and reuses the previous lists if nothing about them has changed.
 *
 * @param known each highlight as it was shown last, by its id. One on which something was typed stays on the page where it is gone
 *   from the server, so that the text can still be seen
 */
export function deriveHighlights(
  slug: string,
  known: Map<string, HighlightView>,
): (now: Facts & { typedOn: ReadonlySet<string> }, before: AnnotationsState | null) => Pick<Derived, "all" | "placed"> {
  let sorted: readonly HighlightView[] = [];
  return (now, before) => {
    const isSameList = now.list === before?.list;
    const isSame = isSameList && now.changes === before.changes && now.me === before.me;
    if (isSame && now.typedOn === before.typedOn) return { all: before.all, placed: before.placed };
    // Sorting what is in order, except for what the person has just done, takes a moment only.
    if (!isSameList) sorted = now.list.highlights.toSorted(inReadingOrder);
    const all = isSame ? before.all : withChanges(sorted, now.changes, slug, { id: now.me.id, name: now.me.name });
    if (all !== before?.all) for (const highlight of all) known.set(highlight.id, highlight);
    const isShown = new Set(all.map(({ id }) => id));
    const gone = [...now.typedOn].filter((id) => !isShown.has(id)).flatMap((id) => known.get(id) ?? []);
    return { all, placed: [...all, ...gone].filter(isPlaced).sort(inReadingOrder) };
  };
}

function isPlaced(highlight: HighlightView): highlight is PlacedHighlight {
  return highlight.start !== null && highlight.end !== null;
}

/** In reading order; those without a place come last, so that the others are together. */
function inReadingOrder(a: Pick<HighlightView, "start" | "end">, b: Pick<HighlightView, "start" | "end">): number {
  const [one, other] = [a.start ?? Number.MAX_SAFE_INTEGER, b.start ?? Number.MAX_SAFE_INTEGER];
  return one - other || (a.end ?? 0) - (b.end ?? 0);
}

/**
 * A view for a page of one edition. Where the report has another by now, the places of that are of no use in the text on the page:
 * a highlight stays where it was, and a new one has no place.
 *
 * @param before what the page shows of it
 */
export function fitted(view: HighlightView, edition: string, before: HighlightView | undefined): HighlightView {
  if (view.edition === edition) return view;
  const { start, end, state } = before ?? { start: null, end: null, state: "orphan" };
  return { ...view, edition, start, end, state };
}

/** A list as it was fetched, for the page that shows another one. */
export function fittedList(list: HighlightList, before: HighlightList): HighlightList {
  const { edition } = before;
  if (list.edition.id === edition.id) return list;
  const known = new Map(before.highlights.map((view) => [view.id, view]));
  return { edition, highlights: list.highlights.map((view) => fitted(view, edition.id, known.get(view.id))) };
}

/** A list with the views of the one before it where they say the same, so that nothing that shows them is rendered again. */
function withSameViews(list: HighlightList, before: HighlightList): HighlightList {
  const known = new Map(before.highlights.map((view) => [view.id, view]));
  const highlights = list.highlights.map((view) => {
    const other = known.get(view.id);
    return other && JSON.stringify(other) === JSON.stringify(view) ? other : view;
  });
  const isSame =
    highlights.length === before.highlights.length &&
    highlights.every((view, index) => view === before.highlights[index]);
  return isSame ? before : { ...list, highlights };
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
