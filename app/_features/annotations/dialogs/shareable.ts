import type { Span } from "@/lib/anchoring/anchor";
import type { PlacedHighlight } from "../state/state";

/**
 * Counts the shareable notes on a passage by author, and tells whether there are private notes, which can't be shared.
 */
export function shareableOn(highlights: readonly PlacedHighlight[], { start, end }: Span) {
  const noted = highlights.filter((each) => each.note !== null && each.start < end && each.end > start);
  const people = new Map<string, { id: string; name: string; notes: number }>();
  for (const { author, note } of noted) {
    if (!note?.may.share) continue;
    people.set(author.id, { ...author, notes: (people.get(author.id)?.notes ?? 0) + 1 });
  }
  return { people: [...people.values()], hasPrivate: noted.some(({ note }) => note?.visibility === "private") };
}
