import type { ConcordanceLine } from "@/lib/search/concordance";
import type { SearchDocument } from "@/lib/search/documents";

/** Unique key of a hit: a block, or a note on it. */
function keyOf({ report, block, note }: SearchDocument): string {
  return [report, block, ...(note ? [note.highlight] : [])].join("/");
}

/** Unique key of a concordance line. */
export function lineKey({ document, start }: ConcordanceLine): string {
  return `${keyOf(document)}/${start}`;
}

/** The position of a hit in its report, for the URL. */
export function placeInAddress({ block, note }: SearchDocument): { hash: string; note: string | null } {
  return { hash: block, note: note?.highlight ?? null };
}
