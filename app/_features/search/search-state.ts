/** Number of hits in a list at first. The user can ask for more. */
export const FIRST_HITS = 50;

/**
 * About the number of hits that fit on the screen. While the user is typing a query, only this many are computed and
 * rendered.
 */
export const VISIBLE_HITS = 12;

/** A search as encoded in the URL, from which both the browser and the server read it. */
export interface SearchState {
  /** As typed. */
  query: string;
  /** Whether a passage must contain all of the plain words or any of them. */
  match: "any" | "all";
  /** Best match first, or in reading order. */
  sort: "relevance" | "position";
  /** A list of passages, or a concordance with one occurrence per line. */
  view: "list" | "lines";
}

/** The query parameters of a search. */
export type SearchParams = Partial<Record<"q" | "match" | "sort" | "view", string | string[]>>;

/** Parses the query parameters. Missing or unknown values are replaced with the defaults. */
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

/** Whether the query contains more than whitespace. */
export function isSearch({ query }: SearchState): boolean {
  return query.trim() !== "";
}

/**
 * The URL of a page with a search and a position in it. Without a query, the search parameters are omitted.
 *
 * @param path of the page, without parameters
 * @param place ids of an element and of the highlight whose note to open; both are optional
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
