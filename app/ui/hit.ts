import type { SearchDocument } from "@/lib/search/documents";
import { blockKey } from "@/lib/search/filters";

/** Names a hit among all others: a block, or a note on it. */
export function keyOf(hit: SearchDocument): string {
  return hit.note ? `${blockKey(hit)}/${hit.note.highlight}` : blockKey(hit);
}

/** Where a hit stands in its report, as an address says it. */
export function placeInAddress({ block, note }: SearchDocument): { hash: string; note: string | null } {
  return { hash: block, note: note?.highlight ?? null };
}
