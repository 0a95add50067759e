import type { Facet } from "@/lib/search/facets";
import { type Hint, parseQuery, printQuery } from "@/lib/search/query";

/**
 * Toggles a facet's filter in the query.
 *
 * @param hints of the query. They tell whether a phrase is unclosed. If so, it must be closed first, or it would
 *   include the filter
 */
export function withFacet(query: string, { filter, selected }: Facet, hints: readonly Hint[]): string {
  if (selected) return `${query.slice(0, selected.from)} ${query.slice(selected.to)}`.replace(/ {2,}/gu, " ").trim();
  const unclosed = hints.find(({ code }) => code === "unclosed-quote");
  const closing = unclosed ? (query.charAt(unclosed.from) === "«" ? "»" : '"') : "";
  // A trailing OR would take the filter as its right operand.
  const begun = `${query.trimEnd()}${closing}`.replace(/(?:^| )OR$/u, "");
  return `${begun} ${filter}`.trim();
}

/**
 * Whether a relaxed query has the same kinds of clauses as the original, so that only the words in its phrases differ.
 */
export function isRespelled(query: string, relaxed: string): boolean {
  const kinds = (text: string) => parseQuery(text).clauses.map(({ type }) => type);
  return kinds(query).join() === kinds(relaxed).join();
}

const LONGEST_QUOTED = 80;

/** Truncates a word or query for use in a sentence. The user may have pasted a whole page. */
export function quotable(text: string): string {
  return text.length <= LONGEST_QUOTED ? text : `${[...text.slice(0, LONGEST_QUOTED)].slice(0, -1).join("")}…`;
}

/**
 * The clause that a relaxed query leaves out, as query text; null if it leaves out none and only searches for a
 * phrase's words separately.
 */
export function droppedFrom(query: string, relaxed: string): string | null {
  const { clauses } = parseQuery(query);
  const dropped = clauses.find((clause) => printQuery(clauses.filter((other) => other !== clause)).trim() === relaxed);
  return dropped ? printQuery([dropped]).trim() : null;
}
