/** API schemas for searches, shared with the browser. */

import { z } from "zod";
import { reportParams } from "../annotations/schemas";
import type { Answer } from "../search/answer";
import type { Completion } from "../search/engine";

/**
 * Maximum length of a query sent to the server, in UTF-16 code units. Queries searched in the browser may be longer.
 */
export const MAX_QUERY = 1_000;
/** Maximum number of hits per response. */
const MAX_HITS = 200;
/** Maximum length of a saved search's name, in UTF-16 code units. */
export const MAX_SEARCH_NAME = 100;
/** Maximum number of saved searches per user. */
export const MAX_SAVED_SEARCHES = 100;

const id = z.uuid();

/**
 * NUL and unpaired surrogates become U+FFFD, as in notes, because they aren't valid characters and PostgreSQL can't
 * store them.
 */
const text = z.string().transform((typed) => typed.replace(/[\0\p{Surrogate}]/gu, "\uFFFD"));

const query = z.string().max(MAX_QUERY, { error: `A query can have at most ${MAX_QUERY} characters` });
/** Whether a passage must contain all plain words of a query or at least one of them. */
const match = z.enum(["any", "all"]);
/** By relevance, or in reading order. */
const sort = z.enum(["relevance", "position"]);

/** Query parameters of a search over all reports. */
export const searchQuery = z.object({
  q: query,
  match: match.default("any"),
  sort: sort.default("relevance"),
  /** Whether to search the archived reports instead of the listed ones. */
  archived: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
  /** Start of the requested page of hits. */
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_HITS).default(MAX_HITS),
});

/** The results of a search in the reports and in the notes that the user can see. */
export type SearchAnswer = Answer;

/** The query whose last word is to be completed. */
export const completionsQuery = z.object({ q: query });

export interface CompletionsAnswer {
  completions: Completion[];
}

/** A search to save. The browser chooses its id, so that a repeated save has no effect. */
export const newSavedSearch = z.object({
  id,
  name: text.pipe(
    z
      .string()
      .trim()
      .min(1, { error: "Enter a name for the search" })
      .max(MAX_SEARCH_NAME, { error: `A name can have at most ${MAX_SEARCH_NAME} characters` }),
  ),
  /** As typed. */
  query: text.pipe(query.regex(/\S/u, { error: "Enter a search query" })),
  /** Slug of the only report to search in; null for the whole library. */
  report: reportParams.shape.slug.max(200).nullable(),
  match,
  sort,
});
export type NewSavedSearch = z.infer<typeof newSavedSearch>;

export const savedSearch = newSavedSearch.extend({ createdAt: z.iso.datetime() });
export type SavedSearchView = z.infer<typeof savedSearch>;

/** Path parameter: the id of a saved search. */
export const savedSearchParams = z.object({ id });
