import { type Change, withChanges } from "@/app/_features/changes";
import type { LiveMessage } from "@/app/_features/sync";
import { wordsOf } from "@/lib/annotations/areas/words";
import type { Tag } from "@/lib/annotations/highlights/tags";
import type { HighlightList, HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import type { AnnotationsState, Derived, Facts, PlacedHighlight, Tools } from "./state";

/** A live message about one highlight: its current state, or the fact that it no longer exists. */
export type HighlightMessage = Extract<LiveMessage, { event: "highlight" | "gone" }>;

/** The highlights of the report: fetching, live updates and changes. */
export interface Highlights {
  /**
   * Fetches the list. Messages received during the fetch are applied again to the result.
   *
   * @param fetchList if it rejects, nothing changes
   */
  load(fetchList: () => Promise<HighlightList>): Promise<void>;
  hear(message: LiveMessage): void;
  /** Shows a highlight as returned by the server; null removes it. */
  put(id: string, view: HighlightView | null): void;
  /**
   * Applies a change that is based on a version of its target. The change is shown immediately and queued in the
   * outbox.
   *
   * @throws DOMException if the device has no storage left, in which case nothing has changed
   */
  make(on: Pick<NewHighlight, "id" | "quote" | "description">, version: number | null, change: Change): void;
  /** Replaces a highlight's tags. */
  setTags(highlight: HighlightView, tags: readonly Tag[]): void;
  /** Removes a highlight from the page even if it has unsaved text. Call this before deleting it. */
  forget(id: string): void;
}

/** @param known the most recently shown view of each highlight, by id */
export function createHighlights({ page, get, update, outbox }: Tools, known: Map<string, HighlightView>): Highlights {
  const { slug, edition } = page;
  /** The messages received during each fetch in progress. */
  const fetching = new Set<HighlightMessage[]>();

  const apply = (message: HighlightMessage) => {
    for (const heard of fetching) heard.push(message);
    update({ list: withMessage(get().list, slug, message) });
  };
  const make: Highlights["make"] = (on, version, change) =>
    outbox().add({ report: slug, highlight: on.id, quote: wordsOf(on), version, change });

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
      const to = tags.map(({ name }) => name);
      make(highlight, version, { kind: "highlight.tags", from, to });
    },
    forget: (id) => known.delete(id),
  };
}

/**
 * Derives the highlights to show, and reuses the previous lists if nothing in them has changed.
 *
 * @param known the most recently shown view of each highlight, by id. A highlight with unsaved text stays on the page
 *   after the server deletes it, so that the text isn't lost
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
    // Sorting is fast, because the list is already in order except for the user's latest changes.
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

/** Compares highlights by reading order. Unplaced ones come last, so that all others are contiguous. */
function inReadingOrder(a: Pick<HighlightView, "start" | "end">, b: Pick<HighlightView, "start" | "end">): number {
  const [one, other] = [a.start ?? Number.MAX_SAFE_INTEGER, b.start ?? Number.MAX_SAFE_INTEGER];
  return one - other || (a.end ?? 0) - (b.end ?? 0);
}

/**
 * Adapts a view to the page's edition. If the report has a newer edition, the view's offsets don't apply to the text on
 * the page. A highlight that is already shown then keeps its old place, and a new highlight is unplaced.
 *
 * @param before the view shown until now
 */
export function fitted(view: HighlightView, edition: string, before: HighlightView | undefined): HighlightView {
  if (view.edition === edition) return view;
  const { start, end, state } = before ?? { start: null, end: null, state: "orphan" };
  return { ...view, edition, start, end, state };
}

/** Adapts a fetched list to the page's edition. */
export function fittedList(list: HighlightList, before: HighlightList): HighlightList {
  const { edition } = before;
  if (list.edition.id === edition.id) return list;
  const known = new Map(before.highlights.map((view) => [view.id, view]));
  return { edition, highlights: list.highlights.map((view) => fitted(view, edition.id, known.get(view.id))) };
}

/** Reuses previous views that are deeply equal, so that their components don't re-render. */
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
 * Whether a view is older than another view of the same highlight. Stream messages, save responses and fetched lists
 * can arrive in any order.
 */
export function isOlder(view: HighlightView, than: HighlightView): boolean {
  if (view.version !== than.version) return view.version < than.version;
  if (view.note === null || than.note === null) return false;
  if (view.note.version !== than.note.version) return view.note.version < than.note.version;
  return view.note.changes < than.note.changes;
}

/** The list with one highlight replaced; null removes it. */
function withHighlight(list: HighlightList, id: string, next: HighlightView | null): HighlightList {
  const before = list.highlights.find((view) => view.id === id);
  if (next && before && isOlder(next, before)) return list;
  const others = list.highlights.filter((view) => view.id !== id);
  return { ...list, highlights: next ? [...others, fitted(next, list.edition.id, before)] : others };
}

/** The list after a message has been applied. The message may be about another report. */
export function withMessage(list: HighlightList, slug: string, message: HighlightMessage): HighlightList {
  if (message.event === "gone") {
    return list.highlights.some(({ id }) => id === message.data.id) ? withHighlight(list, message.data.id, null) : list;
  }
  const { highlight } = message.data;
  if (highlight.report === slug) return withHighlight(list, highlight.id, highlight);
  // Removes a highlight from this list if it was imported into this report by mistake and later moved to another one.
  return list.highlights.some(({ id }) => id === highlight.id) ? withHighlight(list, highlight.id, null) : list;
}
