/** Hits that a search over all reports gives at once. */
export const LIBRARY_HITS = 200;

/** The part of an address that a search lives in. */
export interface QueryInAddress {
  q?: string | string[];
}

/** What `?q=` asks for; the first of several. */
export function queryOf({ q }: QueryInAddress): string {
  return ((Array.isArray(q) ? q[0] : q) ?? "").trim();
}
