/**
 * Evidence of a page break. Each of the first three kinds is sufficient on its own. The other kinds are used only if
 * the table of contents shows that a page break is missing.
 */
export type Evidence =
  | "form-feed"
  | "page-number"
  | "footnotes"
  /** A blank line between two rows of the same group in a table. */
  | "table-gap"
  /** A sentence that continues in the next paragraph. */
  | "cut"
  /** A line of whitespace. */
  | "white-space"
  /** The heading of a section that is listed in the table of contents. */
  | "section";

/** A possible page break. */
export interface PageBreak {
  /** The source line on which the new page begins, from 1. */
  line: number;
  evidence: Evidence;
  /** The number of pages that end here; more than one if there are blank pages. */
  pages: number;
  /** The number of the new page, if it is printed. */
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

/** How weak the evidence is; 0 is the strongest. */
export const weakness = (evidence: Evidence): number => BY_STRENGTH.indexOf(evidence);

/** Whether this is certain to be a page break, whatever the table of contents says. */
export const isPageEnd = (turn: PageBreak): boolean => weakness(turn.evidence) <= weakness("footnotes");

/** Merges several possible page breaks at the same position; undefined if there are none. */
export function strongest(turns: readonly PageBreak[]): PageBreak | undefined {
  const [first, ...others] = turns;
  if (!first) return undefined;
  const best = others.reduce((a, b) => (weakness(b.evidence) < weakness(a.evidence) ? b : a), first);
  const feeds = turns.filter((turn) => turn.evidence === "form-feed").length;
  const page = turns.findLast((turn) => turn.page !== undefined)?.page;
  return { ...best, pages: Math.max(1, feeds), ...(page === undefined ? {} : { page }) };
}
