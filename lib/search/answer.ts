import type { Found, SearchHit, SearchOptions } from "./engine";
import type { Facets } from "./facets";
import type { Completion, Relaxation } from "./suggestions";

/** The result of a query, with the requested page of hits. */
export interface Answer extends Pick<Found, "query" | "total" | "hints" | "unknown"> {
  hits: SearchHit[];
  facets: Facets;
  /** Less restrictive queries that find something; empty if the query itself finds something. */
  relaxations: Relaxation[];
}

export interface AskedOptions extends Pick<SearchOptions, "report" | "match" | "sort"> {
  /** The requested page of the hit list; everything by default. */
  offset?: number;
  limit?: number;
}

/**
 * Searches a library together with the notes that one user can see. The two engines, in memory and in PostgreSQL,
 * find the same documents. The order of documents that rank equally may differ.
 */
export interface LibraryEngine {
  /** Accepts any string. A query without search terms finds nothing. */
  search(query: string, options?: AskedOptions): Promise<Answer>;
  /** Completions of the last word of a query, most frequent first; empty if no word is being typed. */
  complete(query: string): Promise<Completion[]>;
}
