import type { Found, SearchHit, SearchOptions } from "./engine";
import type { Facets } from "./facets";
import type { Completion, Relaxation } from "./suggestions";

/** What a query found, with the part of the list that was asked for. */
export interface Answer extends Pick<Found, "query" | "total" | "hints" | "unknown"> {
  hits: SearchHit[];
  facets: Facets;
  /** Where nothing was found: queries that ask for less, and find something. */
  relaxations: Relaxation[];
}

export interface AskedOptions extends Pick<SearchOptions, "report" | "match" | "sort"> {
  /** Which part of the list of hits is wanted; all of it by default. */
  offset?: number;
  limit?: number;
}

/**
 * Searches a library together with the notes that one person may see. There are two such engines, in memory and in PostgreSQL, which
 * find the same; the order of what no rule puts first may differ.
 */
export interface LibraryEngine {
  /** Answers any string. A query that asks for nothing finds nothing. */
  search(query: string, options?: AskedOptions): Promise<Answer>;
  /** What the word at the end of a query may become, the commonest first; nothing where no word is being typed. */
  complete(query: string): Promise<Completion[]>;
}
