import "server-only";
import { type Actor, authorize, may } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { eventsSince } from "../../events/log";
import type { HighlightView } from "../schemas";
import { type HighlightRow, highlightIdsUnder, highlightsIn } from "./repository";
import { highlightView, inReadingOrder } from "./views";

/**
 * All highlights in some editions as of an event, regardless of who can see them: only `visibleIn` may expose them.
 * They are read once for all people; after that only changes are read.
 */
export interface HighlightSnapshot {
  /** Number of the event. The rows may be newer, but never older. */
  event: number;
  rows: ReadonlyMap<string, HighlightRow>;
}

/** Maximum changes that are applied one by one; beyond that, everything is read again. */
const MOST_CHANGES = 200;

/** Event kinds that don't affect highlights, and those whose event affects a single highlight. */
const UNRELATED = ["share", "inbox", "colour"];
const ON_HIGHLIGHTS = ["highlight", "note", "reply"];

/**
 * Reads the highlights of some editions, one edition per report.
 *
 * @param event number of an event that has happened
 * @param before the previous snapshot of the same editions, or null
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

/** Ids of the highlights that events have changed; null if a full read is needed. */
async function changedSince(db: Database, before: number, event: number): Promise<string[] | null> {
  if (event - before > MOST_CHANGES) return null;
  const events = await eventsSince(db, before, MOST_CHANGES);
  // A gap: the log is trimmed from the start.
  if (events[0]?.number !== before + 1) return null;
  const rooms = events.map(({ kind }) => kind.split(".")[0]!);
  if (rooms.some((room) => !UNRELATED.includes(room) && !ON_HIGHLIGHTS.includes(room))) return null;
  const subjects = events.flatMap(({ subjectId }, index) => (ON_HIGHLIGHTS.includes(rooms[index]!) ? [subjectId] : []));
  return subjects.length === 0 ? [] : highlightIdsUnder(db, subjects);
}

function byId(rows: readonly HighlightRow[]): Map<string, HighlightRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Identifies which of other people's highlights an actor sees: it depends on their role and groups. */
function visibilityKey({ role, groupIds }: Actor): string {
  return [role, ...[...groupIds].sort()].join(" ");
}

/**
 * The cache stamp of anything derived from all that a person can see. It changes with every event and with the
 * person's rights.
 *
 * @param event number of the last event
 */
export function stampFor(actor: Actor, event: number): string {
  return `${event} ${visibilityKey(actor)}`;
}

/** What one person sees of a snapshot. */
export interface VisibleHighlights {
  /** The person's `visibilityKey` at that time. */
  sight: string;
  /** In reading order. */
  views: readonly HighlightView[];
  /** The views by the row that each was made from. */
  byRow: ReadonlyMap<HighlightRow, HighlightView>;
}

/**
 * The highlights of a snapshot that a person can see.
 *
 * @param before the same person's previous result, or null; views of unchanged rows are reused from it
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
