import "server-only";
import type { Actor } from "../accounts/policy";
import {
  type HighlightSnapshot,
  snapshotHighlights,
  stampFor,
  type VisibleHighlights,
  visibleIn,
} from "../annotations/highlights/highlight-snapshot";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { lastEventNumber } from "../events/log";
import { processSingleton } from "../process-singleton";
import { VersionedCache } from "../versioned-cache";
import type { ServedLibrary } from "./library";

/** Maximum people whose visible highlights are cached: about as many as are active at the same time. */
const PEOPLE = 128;

const caches = () =>
  processSingleton("visible-highlights", () => ({
    known: new VersionedCache<HighlightSnapshot>(1),
    people: new VersionedCache<VisibleHighlights>(PEOPLE),
  }));

/**
 * The highlights in all reports of a library that a person can see now; in reading order within a report. Unchanged
 * highlights are the same objects as in the person's previous call.
 */
export async function visibleHighlights(
  db: Database,
  actor: Actor,
  library: ServedLibrary,
): Promise<readonly HighlightView[]> {
  const { known, people } = caches();
  const editionIds = library.reports.map(({ edition }) => edition.id);
  const event = await lastEventNumber(db);
  const all = await known
    .of(library)
    .get("", String(event), (before) => snapshotHighlights(db, editionIds, event, before));
  const stamp = stampFor(actor, all.event);
  const seen = await people.of(library).get(actor.id, stamp, async (before) => visibleIn(actor, all, before));
  return seen.views;
}
