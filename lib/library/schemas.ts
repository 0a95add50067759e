/** What crosses the wire about searches. The browser reads it too. */

import { z } from "zod";
import { reportParams } from "../annotations/schemas";
import type { Answer } from "../search/answer";
import type { Completion } from "../search/engine";

/** UTF-16 code units of a query that is sent. What is searched in the browser may be longer. */
const MAX_QUERY = 1_000;
/** Hits that one answer holds. */
const MAX_HITS = 200;
/** UTF-16 code units of the name of a saved search. */
export const MAX_SEARCH_NAME = 100;
/** Searches that one person can keep. */
export const MAX_SAVED_SEARCHES = 100;

const id = z.uuid();

/** NUL and half a surrogate pair are no characters, and PostgreSQL keeps neither: they become U+FFFD, as in notes. */
const text = z.string().transform((typed) => typed.replace(/[\0\p{Surrogate}]/gu, "\uFFFD"));

const query = z.string().max(MAX_QUERY, { error: `A query has at most ${MAX_QUERY} characters` });
/** Whether a passage must have all plain words of a query, or any of them. */
const match = z.enum(["any", "all"]);
/** Best first, or as they stand in the reports. */
const sort = z.enum(["relevance", "position"]);

/** What is asked of the search over all reports. */
export const searchQuery = z.object({
  q: query,
  match: match.default("any"),
  sort: sort.default("relevance"),
  /** Which part of the list of hits is wanted. */
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_HITS).default(MAX_HITS),
});

/** What a search found in the reports, and in the notes that the person may see. */
export type SearchAnswer = Answer;

/** For which query the word at its end is to be completed. */
export const completionsQuery = z.object({ q: query });

export interface CompletionsAnswer {
  completions: Completion[];
}

/** A search to be kept. The browser chooses its id, so that a repeated save happens once. */
export const newSavedSearch = z.object({
  id,
  name: text.pipe(
    z
      .string()
      .trim()
      .min(1, { error: "Give the search a name" })
      .max(MAX_SEARCH_NAME, { error: `A name has at most ${MAX_SEARCH_NAME} characters` }),
  ),
  /** As it was typed. */
  query: text.pipe(query.regex(/\S/u, { error: "There is nothing to search for" })),
  /** Slug of the only report to search in; null for the whole library. */
  report: reportParams.shape.slug.max(200).nullable(),
  match,
  sort,
});
export type NewSavedSearch = z.infer<typeof newSavedSearch>;

/** A search that a person keeps. */
export const savedSearch = newSavedSearch.extend({ createdAt: z.iso.datetime() });
export type SavedSearchView = z.infer<typeof savedSearch>;

/** The id of a saved search, as part of an address. */
export const savedSearchParams = z.object({ id });
