import "server-only";
import { type Actor, authorize } from "../accounts/policy";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { libraryNow } from "./library";
import { highlightsOfAll, visibleHighlights } from "./visible-highlights";

/** The activity in a report, as one person sees it. */
export interface ReportActivity {
  notes: number;
  /** The number of people who highlighted text, wrote notes or replied. */
  people: number;
  /** When the last highlight, note or reply was written, in ISO 8601. */
  last: string;
}

/**
 * The counts for each list of highlights. The list that a person sees remains the same object until one of its
 * highlights changes.
 */
const counted = new WeakMap<readonly HighlightView[], ReadonlyMap<string, ReportActivity>>();

/** The activity in each report in which a person sees highlights, by slug. */
export async function activityByReport(db: Database, actor: Actor): Promise<ReadonlyMap<string, ReportActivity>> {
  authorize(actor, "library.read", null);
  const now = await libraryNow();
  const views = await visibleHighlights(actor, await highlightsOfAll(db, now));
  const known = counted.get(views) ?? activityIn(views);
  counted.set(views, known);
  return known;
}

/** The activity in the reports that the given highlights belong to, by slug. */
export function activityIn(
  highlights: readonly Pick<HighlightView, "report" | "author" | "updatedAt" | "note">[],
): Map<string, ReportActivity> {
  const found = new Map<string, { notes: number; people: Set<string>; last: string }>();
  for (const { report, author, updatedAt, note } of highlights) {
    const sum = found.get(report) ?? { notes: 0, people: new Set(), last: "" };
    found.set(report, sum);
    if (note) sum.notes += 1;
    sum.people.add(author.id);
    for (const reply of note?.replies ?? []) sum.people.add(reply.author.id);
    for (const at of [updatedAt, ...(note ? [note, ...note.replies] : []).map((each) => each.updatedAt)]) {
      if (at > sum.last) sum.last = at;
    }
  }
  return new Map([...found].map(([slug, sum]) => [slug, { ...sum, people: sum.people.size }]));
}
