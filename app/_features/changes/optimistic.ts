import type { HighlightView } from "@/lib/annotations/schemas";
import type { QueuedChange } from "./changes";
import type { Person } from "./new-views";
import { applied } from "./registry";

/** Changes that wait for the person, or for one of those on the same highlight. The others are sent in their order. */
export function heldBack(changes: readonly QueuedChange[]): ReadonlySet<QueuedChange> {
  const refused = new Set<string>();
  const held = new Set<QueuedChange>();
  for (const queued of changes) {
    if (queued.refusal) refused.add(queued.highlight);
    if (refused.has(queued.highlight)) held.add(queued);
  }
  return held;
}

/**
 * The highlights of a report as they will be once the server has made a person's changes; it may have made the first of them
 * already. What was refused, and what comes after that on the same highlight, does not show.
 *
 * @param highlights as they came from the server
 * @param changes all that are queued, of whatever report, in their order
 * @param me the person whose changes they are
 */
export function withChanges(
  highlights: readonly HighlightView[],
  changes: readonly QueuedChange[],
  report: string,
  me: Person,
): HighlightView[] {
  const views = new Map(highlights.map((view) => [view.id, view]));
  const held = heldBack(changes);
  for (const queued of changes) {
    if (queued.report !== report || held.has(queued)) continue;
    const next = applied(views.get(queued.highlight), queued.change, { report, me });
    if (next) views.set(queued.highlight, next);
    else views.delete(queued.highlight);
  }
  return [...views.values()];
}
