import "server-only";
import { type Actor, authorize, may } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { eventsSince } from "../../events/log";
import type { HighlightView } from "../schemas";
import { type HighlightRow, highlightIdsUnder, highlightsIn } from "./repository";
import { highlightView, inReadingOrder } from "./views";

/**
 * All highlights in some editions as they stood after an event, whoever may see them: nobody is shown any but by `visibleIn`. They are
 * read once for everybody, and after that only what has changed is read.
 */
export interface HighlightSnapshot {
  /** Number of the event. They may be newer, never older. */
  event: number;
  rows: ReadonlyMap<string, HighlightRow>;
}

/** Changes that are looked at one by one; after more of them everything is read again. */
const MOST_CHANGES = 200;

/** The kinds of events that change nothing of any highlight; a highlight, a note and a reply change only what they stand on. */
const UNRELATED = ["share", "inbox", "colour"];
const ON_HIGHLIGHTS = ["highlight", "note", "reply"];

/**
 * Reads the highlights of some editions, one of each report.
 *
 * @param event number of an event that has happened
 * @param before what is known of the same editions already; null for nothing
 */
export async function snapshotHighlights(
  db: Database,
  editionIds: string[],
  event: number,
  before: HighlightSnapshot | null,
): Promise<HighlightSnapshot> {
  if (before && before.event >= event) return before;
  const changed = before && (await changedSince(db, before.event, event));
  if (!before || !changed) return { event, rows: byId(await highlightsIn(db, editionIds)) };
  const rows = new Map(before.rows);
  for (const id of changed) rows.delete(id);
  for (const row of changed.length === 0 ? [] : await highlightsIn(db, editionIds, changed)) rows.set(row.id, row);
  return { event, rows };
}

/** Ids of the highlights that events have changed; null where that cannot be told one by one. */
async function changedSince(db: Database, before: number, event: number): Promise<string[] | null> {
  if (event - before > MOST_CHANGES) return null;
  const events = await eventsSince(db, before, MOST_CHANGES);
  // The log is trimmed from its beginning.
  if (events[0]?.number !== before + 1) return null;
  const rooms = events.map(({ kind }) => kind.split(".")[0]!);
  if (rooms.some((room) => !UNRELATED.includes(room) && !ON_HIGHLIGHTS.includes(room))) return null;
  const subjects = events.flatMap(({ subjectId }, index) => (ON_HIGHLIGHTS.includes(rooms[index]!) ? [subjectId] : []));
  return subjects.length === 0 ? [] : highlightIdsUnder(db, subjects);
}

function byId(rows: readonly HighlightRow[]): Map<string, HighlightRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Says which highlights a person sees, as far as it does not depend on these: another role or other groups see others. */
function visibilityKey({ role, groupIds }: Actor): string {
  return [role, ...[...groupIds].sort()].join(" ");
}

/**
 * The stamp of what is made of all that a person may see: another where anything was published since, or their rights are others.
 *
 * @param event number of the last event
 */
export function stampFor(actor: Actor, event: number): string {
  return `${event} ${visibilityKey(actor)}`;
}

/** What one person sees of the highlights that are known. */
export interface VisibleHighlights {
  /** `visibilityKey` the person then. */
  sight: string;
  /** In reading order. */
  views: readonly HighlightView[];
  /** What they are views of. */
  byRow: ReadonlyMap<HighlightRow, HighlightView>;
}

/**
 * Looks at the highlights as a person may see them.
 *
 * @param before what the same person saw before; null for nothing. What has not changed is the same object again
 */
export function visibleIn(
  actor: Actor,
  { rows }: HighlightSnapshot,
  before: VisibleHighlights | null,
): VisibleHighlights {
  authorize(actor, "report.read", null);
  const sight = visibilityKey(actor);
  const known = before?.sight === sight ? before.byRow : null;
  const byRow = new Map<HighlightRow, HighlightView>();
  for (const row of rows.values()) {
    if (may(actor, "highlight.read", row)) byRow.set(row, known?.get(row) ?? highlightView(actor, row));
  }
  return { sight, views: [...byRow.values()].sort(inReadingOrder), byRow };
}
