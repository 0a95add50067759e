import "server-only";
import { type Actor, authorize, may, type Rights } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { type EventKind, eventsSince } from "../../events/log";
import type { HighlightView } from "../schemas";
import { type HighlightRow, highlightIdsUnder, highlightsIn, highlightsNamed } from "./repository";
import { highlightView, inReadingOrder, noteFor, seesReply } from "./views";

/**
 * All highlights in a set of editions as of an event, regardless of who can see them. Only `visibleIn` may show them to
 * users. All are read once, for all users. After that, only changes are read.
 */
export interface HighlightSnapshot {
  /** The event's number. The rows can be newer than the event, but never older. */
  event: number;
  /** The ids of the editions. */
  editions: ReadonlySet<string>;
  rows: ReadonlyMap<string, HighlightRow>;
}

/** Maximum number of changes that are applied one by one. If there are more, everything is read again. */
const MOST_CHANGES = 200;

/**
 * Event kinds that don't affect highlights, and event kinds that affect exactly one highlight. A change to a report
 * affects only which of its editions, if any, is among the given ones. When a PDF is added, the areas on its pages may
 * get another place.
 */
const UNRELATED = ["share", "inbox", "colour", "report", "edition"];
const ON_HIGHLIGHTS = ["highlight", "note", "reply"];
const ON_AREAS: readonly EventKind[] = ["report.pdf-added", "report.pdf-removed"];

/**
 * Reads the highlights of the given editions, one edition per report.
 *
 * @param event the number of a past event
 * @param before the previous snapshot, or null. What has not changed since then is taken from it
 */
export async function snapshotHighlights(
  db: Database,
  editionIds: string[],
  event: number,
  before: HighlightSnapshot | null,
): Promise<HighlightSnapshot> {
  const editions = new Set(editionIds);
  const changed = before && (await changedSince(db, before.event, event));
  if (!before || !changed) return { event, editions, rows: byId(await highlightsIn(db, editionIds)) };
  const added = editionIds.filter((id) => !before.editions.has(id));
  const isSame = added.length === 0 && editions.size === before.editions.size;
  if (isSame && before.event >= event) return before;
  const rows = new Map(before.rows);
  if (!isSame) for (const { id, placements } of before.rows.values()) if (!isIn(editions, placements)) rows.delete(id);
  for (const id of changed) rows.delete(id);
  const read = [
    ...(changed.length > 0 ? await highlightsNamed(db, editions, changed) : []),
    ...(added.length > 0 ? await highlightsIn(db, added) : []),
  ];
  for (const row of read) rows.set(row.id, row);
  return { event: Math.max(event, before.event), editions, rows };
}

function isIn(editions: ReadonlySet<string>, [placement]: HighlightRow["placements"]): boolean {
  return placement !== undefined && editions.has(placement.editionId);
}

/** The ids of the highlights changed by the events after `before`; null if a full read is needed. */
async function changedSince(db: Database, before: number, event: number): Promise<string[] | null> {
  if (event <= before) return [];
  if (event - before > MOST_CHANGES) return null;
  const events = await eventsSince(db, before, MOST_CHANGES);
  // There is a gap, because the oldest events have been trimmed from the log.
  if (events[0]?.number !== before + 1) return null;
  if (events.some(({ kind }) => ON_AREAS.includes(kind))) return null;
  const rooms = events.map(({ kind }) => kind.split(".")[0]!);
  if (rooms.some((room) => !UNRELATED.includes(room) && !ON_HIGHLIGHTS.includes(room))) return null;
  const subjects = events.flatMap(({ subjectId }, index) => (ON_HIGHLIGHTS.includes(rooms[index]!) ? [subjectId] : []));
  return subjects.length === 0 ? [] : highlightIdsUnder(db, subjects);
}

function byId(rows: readonly HighlightRow[]): Map<string, HighlightRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** A key for an actor's role, groups and reports, which determine which of other users' highlights the actor sees. */
export function rightsKey({ role, groupIds, reports }: Rights): string {
  return [role, reports.key, ...[...groupIds].sort()].join(" ");
}

/**
 * The visibility key, which is the same for actors who see the same highlights in a snapshot. Everything derived from
 * these highlights is cached under this key.
 *
 * @param viewer the actor, or their `viewerOf`
 */
export function visibilityKey(viewer: Rights): string {
  return `${viewer.id} ${rightsKey(viewer)}`;
}

/** An id that doesn't belong to any user, for a viewer who has written nothing. */
const NO_AUTHOR = "";

/**
 * The viewer for whom an actor's list is derived. If an actor with the same role, groups and reports who has written nothing
 * would see the same highlights, this is a viewer without an id. All such actors can share what is derived for that
 * viewer. In all other cases, the actor is the viewer.
 */
export function viewerOf(actor: Actor, snapshot: HighlightSnapshot): Actor {
  const anyone = { ...actor, id: NO_AUTHOR };
  const own = restrictedBy(snapshot).get(actor.id) ?? [];
  return own.every((row) => seesAlike(actor, anyone, row)) ? anyone : actor;
}

const restricted = new WeakMap<HighlightSnapshot, ReadonlyMap<string, readonly HighlightRow[]>>();

/**
 * For each author, the highlights that they contributed to and that aren't entirely visible to the team. Contributions
 * are the highlight itself, its note and the replies.
 */
function restrictedBy(snapshot: HighlightSnapshot): ReadonlyMap<string, readonly HighlightRow[]> {
  const known = restricted.get(snapshot);
  if (known) return known;
  const byAuthor = new Map<string, HighlightRow[]>();
  for (const row of snapshot.rows.values()) {
    const parts = [row, ...(row.note ? [row.note, ...row.note.replies] : [])];
    if (parts.every(({ visibility }) => visibility === "team")) continue;
    for (const authorId of new Set(parts.map((part) => part.authorId))) {
      const others = byAuthor.get(authorId);
      if (others) others.push(row);
      else byAuthor.set(authorId, [row]);
    }
  }
  restricted.set(snapshot, byAuthor);
  return byAuthor;
}

function seesAlike(one: Rights, other: Rights, row: HighlightRow): boolean {
  const seenBy = (who: Rights) =>
    [may(who, "highlight.read", row), noteFor(who, row) !== null].concat(
      row.note?.replies.map((reply) => seesReply(who, row.note!, reply)) ?? [],
    );
  const seen = seenBy(other);
  return seenBy(one).every((isSeen, index) => isSeen === seen[index]);
}

/** The part of a snapshot that one user sees. */
export interface VisibleHighlights {
  /** The user's `visibilityKey` when the views were made. */
  key: string;
  /** In reading order. */
  views: readonly HighlightView[];
  /** The view for each row. */
  byRow: ReadonlyMap<HighlightRow, HighlightView>;
}

/**
 * The highlights of a snapshot that a user can see.
 *
 * @param before the same user's previous result, or null; views of unchanged rows are reused from it
 */
export function visibleIn(
  actor: Actor,
  { rows }: HighlightSnapshot,
  before: VisibleHighlights | null,
): VisibleHighlights {
  authorize(actor, "library.read", null);
  const key = visibilityKey(actor);
  const known = before?.key === key ? before.byRow : null;
  const byRow = new Map<HighlightRow, HighlightView>();
  for (const row of rows.values()) {
    if (may(actor, "highlight.read", row)) byRow.set(row, known?.get(row) ?? highlightView(actor, row));
  }
  return { key, views: [...byRow.values()].sort(inReadingOrder), byRow };
}
