import type { BlockKind } from "../report/model";
import { tokenize } from "./analysis";
import type { SearchDocument } from "./documents";
import type { Filter, Place } from "./query";

/** Where in a report each kind of block belongs, as a reader would say it. */
export const PLACE_OF: Readonly<Record<BlockKind | "note", Place>> = {
  heading: "headings",
  paragraph: "body",
  "list-item": "body",
  "table-row": "tables",
  caption: "captions",
  footnote: "footnotes",
  note: "notes",
};

/** What some filters need to know beside the document. */
export interface FilterContext {
  /** Blocks that bear a note which the person may see, as `noteKey` names them. */
  noted: ReadonlySet<string>;
}

/** Names a block across reports. */
export function noteKey({ report, block }: Pick<SearchDocument, "report" | "block">): string {
  return `${report}/${block}`;
}

/** Whether a document passes one filter. */
export function passes(filter: Filter, document: SearchDocument, { noted }: FilterContext): boolean {
  switch (filter.field) {
    case "in":
      return PLACE_OF[document.kind] === filter.place;
    case "lang":
      return document.language === filter.language;
    case "page":
      return pagesOf(document).some((page) => filter.from <= page && page <= filter.to);
    case "is":
      return document.note !== null || noted.has(noteKey(document));
    case "section": {
      const { section } = document;
      return section !== null && [section.title, ...section.within].some((title) => names(title, filter.words));
    }
    case "report":
      return names(document.report, filter.words) || names(document.reportTitle, filter.words);
    case "by":
      return document.by.some((name) => names(name, filter.words));
    case "tag":
      return document.tags.some((tag) => names(tag, filter.words));
  }
}

/** All pages on which some of a document stands. */
function pagesOf({ page, turns }: SearchDocument): number[] {
  return page === null ? [] : [page, ...(turns ?? []).map((turn) => turn.page)];
}

/** A filter, or its opposite. */
export interface SignedFilter {
  filter: Filter;
  negated: boolean;
}

/**
 * Finds the fields of which a document fails the filters. Of several filters for one field it must pass one, of exclusions all.
 *
 * @returns the fields, none where the document passes
 */
export function failuresOf(
  filters: readonly SignedFilter[],
  context: FilterContext,
): (document: SearchDocument) => readonly Filter["field"][] {
  const fields = [...new Set(filters.map(({ filter }) => filter.field))].map((field) => {
    const own = filters.filter(({ filter }) => filter.field === field);
    return { field, any: own.filter(({ negated }) => !negated), none: own.filter(({ negated }) => negated) };
  });
  return (document) => {
    const passesOne = ({ filter }: SignedFilter): boolean => passes(filter, document, context);
    const failed = fields.filter(({ any, none }) => (any.length > 0 && !any.some(passesOne)) || none.some(passesOne));
    return failed.length === 0 ? NO_FIELDS : failed.map(({ field }) => field);
  };
}

const NO_FIELDS: readonly Filter["field"][] = [];

const MEMO_SIZE = 10_000;
const memo = new Map<string, string>();

/** Whether words stand in a name next to each other, the last of them perhaps only begun. */
export function names(name: string, words: readonly string[]): boolean {
  return normalized(name).includes(` ${words.join(" ")}`);
}

/** The words of a name, each behind a space. Names repeat from document to document. */
function normalized(name: string): string {
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
