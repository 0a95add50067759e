import type { ConcordanceLine } from "@/lib/search/concordance";
import type { SearchDocument } from "@/lib/search/documents";

/** Names a hit among all others: a block, or a note on it. */
function keyOf({ report, block, note }: SearchDocument): string {
  return [report, block, ...(note ? [note.highlight] : [])].join("/");
}

/** Names a line of a concordance among all others. */
export function lineKey({ document, start }: ConcordanceLine): string {
  return `${keyOf(document)}/${start}`;
}

/** Where a hit stands in its report, as an address says it. */
export function placeInAddress({ block, note }: SearchDocument): { hash: string; note: string | null } {
  return { hash: block, note: note?.highlight ?? null };
}
