import type { Facet } from "@/lib/search/facets";
import { type Hint, parseQuery, printQuery } from "@/lib/search/query";

/**
 * Toggles a facet's filter in the query.
 *
 * @param hints of the query. They show whether a phrase is unclosed; if so, the phrase must be closed first, or it
 *   would include the filter
 */
export function withFacet(query: string, { filter, selected }: Facet, hints: readonly Hint[]): string {
  if (selected) return `${query.slice(0, selected.from)} ${query.slice(selected.to)}`.replace(/ {2,}/gu, " ").trim();
  const unclosed = hints.find(({ code }) => code === "unclosed-quote");
  const closing = unclosed ? (query.charAt(unclosed.from) === "«" ? "»" : '"') : "";
  // A trailing OR would take the filter as its right operand.
  const begun = `${query.trimEnd()}${closing}`.replace(/(?:^| )OR$/u, "");
  return `${begun} ${filter}`.trim();
}

/** Whether a relaxed query has the same kinds of clauses as the original, but different words in its phrases. */
export function isRespelled(query: string, relaxed: string): boolean {
  const kinds = (text: string) => parseQuery(text).clauses.map(({ type }) => type);
  return kinds(query).join() === kinds(relaxed).join();
}

const LONGEST_QUOTED = 80;

/** Truncates a word or query for use in a sentence, because a whole page may have been pasted. */
export function quotable(text: string): string {
  return text.length <= LONGEST_QUOTED ? text : `${[...text.slice(0, LONGEST_QUOTED)].slice(0, -1).join("")}…`;
}

/** The clause that a relaxed query omits, as query text; null if it omits none but searches a phrase as separate words. */
export function droppedFrom(query: string, relaxed: string): string | null {
  const { clauses } = parseQuery(query);
  const dropped = clauses.find((clause) => printQuery(clauses.filter((other) => other !== clause)).trim() === relaxed);
  return dropped ? printQuery([dropped]).trim() : null;
}
