/**
 * What makes us think that a printed page ends at a place. The first three are signs of a page's end in themselves; the
 * others are only asked when the contents list says that a page's end is missing.
 */
export type Evidence =
  | "form-feed"
  | "page-number"
  | "footnotes"
  /** A blank line between two rows of one group in a table. */
  | "table-gap"
  /** A sentence that goes on in the next paragraph. */
  | "cut"
  /** A line that is empty but for white space. */
  | "white-space"
  /** The heading of a section in the contents list. */
  | "section";

/** A place where a printed page may end and the next one begin. */
export interface PageBreak {
  /** The source line with which the new page begins, from 1. */
  line: number;
  evidence: Evidence;
  /** How many pages end here; more than one where pages are blank. */
  pages: number;
  /** The number of the new page, where it is printed. */
  page?: number;
}

const BY_STRENGTH: readonly Evidence[] = [
  "form-feed",
  "page-number",
  "footnotes",
  "table-gap",
  "cut",
  "white-space",
  "section",
];

/** How weak the evidence for a turn is: 0 for the strongest. */
export const weakness = (evidence: Evidence): number => BY_STRENGTH.indexOf(evidence);

/** True where the turn is the end of a page whatever the contents list says. */
export const isPageEnd = (turn: PageBreak): boolean => weakness(turn.evidence) <= weakness("footnotes");

/** What several signs of a page's end at one place come to, or undefined where there are none. */
export function strongest(turns: readonly PageBreak[]): PageBreak | undefined {
  const [first, ...others] = turns;
  if (!first) return undefined;
  const best = others.reduce((a, b) => (weakness(b.evidence) < weakness(a.evidence) ? b : a), first);
  const feeds = turns.filter((turn) => turn.evidence === "form-feed").length;
  const page = turns.findLast((turn) => turn.page !== undefined)?.page;
  return { ...best, pages: Math.max(1, feeds), ...(page === undefined ? {} : { page }) };
}
