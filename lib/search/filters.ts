import { tokenize } from "./analysis";
import type { Collection } from "./collection";
import type { SearchDocument, Visibility } from "./documents";
import type { Filter, Place, State } from "./query";

/** Maps each kind of document to a place that queries can name. */
export const PLACE_OF: Readonly<Record<SearchDocument["kind"], Place>> = {
  heading: "headings",
  paragraph: "body",
  "list-item": "body",
  "table-row": "tables",
  caption: "captions",
  figure: "figures",
  footnote: "footnotes",
  note: "notes",
};

/** What filters need to know about a block's highlights. Only the highlights that the user can see are included. */
export interface BlockMarks {
  isNoted: boolean;
  tags: Set<string>;
  visibility: Set<Visibility>;
}

/** Blocks with a highlight that the user can see, by report slug and then by block id. */
export type MarkedBlocks = ReadonlyMap<string, ReadonlyMap<string, BlockMarks>>;

/** Data that some filters need besides the document. */
export interface FilterContext {
  marks: MarkedBlocks;
}

/**
 * The marks of a document's highlights; undefined if it has none. Always undefined for notes, which have their own
 * data.
 */
export function marksOn({ note, report, block }: SearchDocument, { marks }: FilterContext): BlockMarks | undefined {
  return note ? undefined : marks.get(report)?.get(block);
}

/** Whether a document passes one filter. */
export function passes(filter: Filter, document: SearchDocument, context: FilterContext): boolean {
  switch (filter.field) {
    case "in":
      return PLACE_OF[document.kind] === filter.place;
    case "lang":
      return document.language === filter.language;
    case "page":
      return pagesOf(document).some((page) => filter.from <= page && page <= filter.to);
    case "is":
      return hasState(filter.state, document, marksOn(document, context));
    case "tag":
      return hasTag(filter.words, document, marksOn(document, context));
    case "section": {
      const { section } = document;
      return section !== null && [section.title, ...section.within].some((title) => names(title, filter.words));
    }
    case "report":
      return names(document.report, filter.words) || names(document.reportTitle, filter.words);
    case "by":
      return document.by.some((name) => names(name, filter.words));
  }
}

/** What filters on highlights need to know about a note, or about the text of a report. */
type Marked = Pick<SearchDocument, "note" | "tags">;

/** Whether a note, or a passage with these marks, passes an `is:` filter. */
export function hasState(state: State, document: Marked, marks: BlockMarks | undefined): boolean {
  return state === "noted" ? isNoted(document, marks) : visibilityOf(document, marks).includes(state);
}

/** Whether a note, or a passage with these marks, passes a `tag:` filter. */
export function hasTag(words: readonly string[], document: Marked, marks: BlockMarks | undefined): boolean {
  return tagsOf(document, marks).some((tag) => names(tag, words));
}

/** Whether a document is a note, or has a note on its text. */
export function isNoted({ note }: Marked, marks: BlockMarks | undefined): boolean {
  return note !== null || marks?.isNoted === true;
}

/** The tags of a note, or of the highlights on a block. */
export function tagsOf({ tags }: Marked, marks: BlockMarks | undefined): readonly string[] {
  return marks ? [...marks.tags] : tags;
}

/** The audiences of a note, or of the highlights on a block. */
export function visibilityOf({ note }: Marked, marks: BlockMarks | undefined): readonly Visibility[] {
  return note ? [note.visibility] : [...(marks?.visibility ?? [])];
}

/**
 * The aspect that a filter restricts. If several filters restrict the same aspect, a document must pass one of them.
 */
export type Aspect = Exclude<Filter["field"], "is"> | "noted" | "visibility";

export function aspectOf(filter: Filter): Aspect {
  if (filter.field !== "is") return filter.field;
  return filter.state === "noted" ? "noted" : "visibility";
}

function pagesOf({ page, turns }: SearchDocument): number[] {
  return page === null ? [] : [page, ...(turns ?? []).map((turn) => turn.page)];
}

/** A filter, possibly negated. */
export interface SignedFilter {
  filter: Filter;
  negated: boolean;
}

/**
 * Returns a function that finds the aspects in which a document fails the filters. For each aspect, a document must
 * pass at least one of its filters, and all negated ones.
 *
 * @returns the failed aspects; empty if the document passes
 */
export function failuresOf(
  filters: readonly SignedFilter[],
  collection: Collection,
  context: FilterContext,
): (id: number) => readonly Aspect[] {
  const aspects = [...new Set(filters.map(({ filter }) => aspectOf(filter)))].map((aspect) => {
    const own = filters.filter(({ filter }) => aspectOf(filter) === aspect);
    return { aspect, any: own.filter(({ negated }) => !negated), none: own.filter(({ negated }) => negated) };
  });
  const failuresIn = (document: SearchDocument): readonly Aspect[] => {
    const passesOne = ({ filter }: SignedFilter): boolean => passes(filter, document, context);
    const failed = aspects.filter(({ any, none }) => (any.length > 0 && !any.some(passesOne)) || none.some(passesOne));
    return failed.length === 0 ? NO_ASPECTS : failed.map(({ aspect }) => aspect);
  };
  if (aspects.length === 0) return () => NO_ASPECTS;
  // Equivalent documents without highlights give the same result, except for page filters, so compute it once per
  // model.
  if (aspects.some(({ aspect }) => aspect === "page")) return (id) => failuresIn(collection.document(id));
  const known: (readonly Aspect[])[] = [];
  return (id) => {
    const document = collection.document(id);
    if (marksOn(document, context)) return failuresIn(document);
    const model = collection.models[id]!;
    known[model] ??= failuresIn(document);
    return known[model];
  };
}

const NO_ASPECTS: readonly Aspect[] = [];

const MEMO_SIZE = 10_000;
const memo = new Map<string, string>();

/** Whether words are adjacent in a name. The last word may be a prefix. */
export function names(name: string, words: readonly string[]): boolean {
  return normalizedName(name).includes(` ${words.join(" ")}`);
}

/** The words of a name, each preceded by a space. They are cached because names recur in many documents. */
export function normalizedName(name: string): string {
  let found = memo.get(name);
  if (found === undefined) {
    if (memo.size >= MEMO_SIZE) memo.clear();
    found = tokenize(name)
      .map(({ word }) => ` ${word}`)
      .join("");
    memo.set(name, found);
  }
  return found;
}
