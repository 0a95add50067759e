/** Hits that a list shows at first; the others are shown when asked for. */
export const FIRST_HITS = 50;

/** About as many hits as can be seen: while a query is being typed nothing beyond them is worked out or shown. */
export const VISIBLE_HITS = 12;

/** A search as it stands in the address; the browser and the server both read it there. */
export interface SearchState {
  /** As typed. */
  query: string;
  /** Whether a passage must have all plain words, or any of them. */
  match: "any" | "all";
  /** Best first, or as they stand in the reports. */
  sort: "relevance" | "position";
  /** Whether passages are listed, or every occurrence on a line of its own. */
  view: "list" | "lines";
}

/** The part of an address that a search lives in. */
export type SearchParams = Partial<Record<"q" | "match" | "sort" | "view", string | string[]>>;

/** What an address asks for; what it does not say, or says in words we do not know, is as usual. */
export function readSearch(address: SearchParams): SearchState {
  const { q, match, sort, view } = address;
  return {
    query: last(q) ?? "",
    match: last(match) === "all" ? "all" : "any",
    sort: last(sort) === "position" ? "position" : "relevance",
    view: last(view) === "lines" ? "lines" : "list",
  };
}

function last(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.at(-1) : value;
}

/** Whether there is anything to search for. */
export function isSearch({ query }: SearchState): boolean {
  return query.trim() !== "";
}

/**
 * The address of a page with a search and a place in it. Without a query it is the page's own.
 *
 * @param path the page without either
 * @param place id of an element, and of the highlight whose note is meant; absent for none
 */
export function searchAddress(
  path: string,
  asked: SearchState,
  { hash, note }: { hash?: string; note?: string | null } = {},
): string {
  const params = new URLSearchParams();
  if (isSearch(asked)) {
    params.set("q", asked.query.trim());
    if (asked.match !== "any") params.set("match", asked.match);
    if (asked.sort !== "relevance") params.set("sort", asked.sort);
    if (asked.view !== "list") params.set("view", asked.view);
  }
  if (note) params.set("note", note);
  const search = params.size === 0 ? "" : `?${params}`;
  return `${path}${search}${hash ? `#${hash}` : ""}`;
}
