import { hasReplyDraft } from "@/app/_features/sync";
import { chosenIn, isAskedFor } from "@/lib/annotations/notes/note-filter";
import type { AnnotationsState, PlacedHighlight } from "../state/state";

/**
 * How highlights are painted in the text. Those that match the filter are painted normally, and all others faintly, so
 * that they remain visible.
 */
interface Painted {
  clear: readonly PlacedHighlight[];
  faint: readonly PlacedHighlight[];
}

/** The result of the note filter. */
export interface NotesShown {
  /** Highlights with a card in the margin. In a sheet, the list also includes highlights without a note. */
  carded: readonly PlacedHighlight[];
  highlights: readonly PlacedHighlight[];
  /** The number of notes that match; if none does, the number of highlights. */
  count: number;
  /** What `count` would be without a filter. */
  total: number;
  /** The highlights with a card; if there are none, all of them. Before filtering. */
  all: readonly PlacedHighlight[];
  painted: Painted;
}

const NONE: readonly PlacedHighlight[] = [];

/** The state that cards and painting depend on. */
type Input = Pick<AnnotationsState, "placed" | "active" | "drafts" | "filter" | "typedOn" | "hasMargin">;

/** Memoized, so that the filter is applied only once for all components. */
export function notesShownFinder(): (state: AnnotationsState) => NotesShown {
  let last: { input: Input; shown: NotesShown } | null = null;
  return ({ placed, active, drafts, filter, typedOn, hasMargin }) => {
    const input: Input = { placed, active, drafts, filter, typedOn, hasMargin };
    const isSame = last && (Object.keys(input) as (keyof Input)[]).every((name) => last?.input[name] === input[name]);
    if (!last || !isSame) last = { input, shown: notesShown(input, last?.shown) };
    return last.shown;
  };
}

/** @param before the previous result; unchanged lists keep their identity */
function notesShown(
  { placed, active, drafts, filter, typedOn, hasMargin }: Input,
  before: NotesShown | undefined,
): NotesShown {
  const isCarded = ({ id, note, tags, may }: PlacedHighlight) =>
    note !== null || tags.length > 0 || id === active || (may.edit && drafts[id]) || hasReplyDraft(drafts, id);
  const carded = same(placed.filter(isCarded), before?.carded);
  const listed = hasMargin ? carded : placed;
  const isShown = (each: PlacedHighlight) => typedOn.has(each.id) || each.id === active || isAskedFor(filter, each);
  const isAll = chosenIn(filter) === 0;
  const clear = isAll ? placed : same(placed.filter(isShown), before?.painted.clear);
  const faint = isAll
    ? NONE
    : same(
        placed.filter((each) => !isShown(each)),
        before?.painted.faint,
      );
  const highlights = isAll ? listed : same(listed.filter(isShown), before?.highlights);
  // Highlights without a note have no card, but are not faint in the text either.
  const countsNotes = highlights.length > 0;
  const isSamePaint = clear === before?.painted.clear && faint === before.painted.faint;
  return {
    carded,
    highlights,
    count: (countsNotes ? highlights : clear).length,
    total: (countsNotes ? listed : placed).length,
    all: listed.length > 0 ? listed : placed,
    painted: isSamePaint ? before.painted : { clear, faint },
  };
}

function same(list: readonly PlacedHighlight[], before: readonly PlacedHighlight[] | undefined) {
  return before?.length === list.length && list.every((each, index) => each === before[index]) ? before : list;
}
