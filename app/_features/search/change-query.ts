import type { Facet } from "@/lib/search/facets";
import { type Hint, parseQuery, printQuery } from "@/lib/search/query";

/**
 * The query without a facet's filter where it has it, else with it.
 *
 * @param hints to the query: a phrase that is not closed would swallow the filter
 */
export function withFacet(query: string, { filter, selected }: Facet, hints: readonly Hint[]): string {
  if (selected) return `${query.slice(0, selected.from)} ${query.slice(selected.to)}`.replace(/ {2,}/gu, " ").trim();
  const unclosed = hints.find(({ code }) => code === "unclosed-quote");
  const closing = unclosed ? (query.charAt(unclosed.from) === "«" ? "»" : '"') : "";
  // An OR at the end would take the filter for its other side.
  const begun = `${query.trimEnd()}${closing}`.replace(/(?:^| )OR$/u, "");
  return `${begun} ${filter}`.trim();
}

/** Whether a relaxed query asks for the same things as the query, with other words in its phrases. */
export function isRespelled(query: string, relaxed: string): boolean {
  const kinds = (text: string) => parseQuery(text).clauses.map(({ type }) => type);
  return kinds(query).join() === kinds(relaxed).join();
}

const LONGEST_QUOTED = 80;

/** As much of a word or query as a sentence can quote: what was pasted may be a page. */
export function quotable(text: string): string {
  return text.length <= LONGEST_QUOTED ? text : `${[...text.slice(0, LONGEST_QUOTED)].slice(0, -1).join("")}…`;
}

/** What a relaxed query leaves out, as it is typed; null where it leaves nothing out but takes a phrase as words. */
export function droppedFrom(query: string, relaxed: string): string | null {
  const { clauses } = parseQuery(query);
  const dropped = clauses.find((clause) => printQuery(clauses.filter((other) => other !== clause)).trim() === relaxed);
  return dropped ? printQuery([dropped]).trim() : null;
}
