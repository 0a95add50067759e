import "server-only";
import type { Actor } from "../accounts/policy";
import {
  type HighlightSnapshot,
  snapshotHighlights,
  type VisibleHighlights,
  visibilityKey,
  visibleIn,
} from "../annotations/highlights/highlight-snapshot";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { processSingleton } from "../process-singleton";
import { VersionedCache } from "../versioned-cache";
import type { LibraryNow } from "./library";
import { serialOf } from "./serial";

/**
 * Maximum number of viewers whose visible highlights are cached. This is about as many as are active at the same time.
 */
const VIEWERS = 128;

const caches = () =>
  processSingleton("visible-highlights", () => ({
    known: new VersionedCache<HighlightSnapshot>(1),
    viewers: new VersionedCache<VisibleHighlights>(VIEWERS),
  }));

/**
 * All highlights in the reports of a library, regardless of who can see them. They are read only once for all users,
 * and only those that a change affects are read again.
 */
export function highlightsOfAll(db: Database, { library, event }: LibraryNow): Promise<HighlightSnapshot> {
  const editionIds = () => library.reports.map(({ edition }) => edition.id);
  const stamp = `${event} ${serialOf(library)}`;
  return caches()
    .known.of(db)
    .get("", stamp, (before) => snapshotHighlights(db, editionIds(), event, before));
}

/**
 * The highlights of a snapshot that a user can see, in reading order within each report. Unchanged highlights are the
 * same objects as in the previous call for the same user.
 */
export async function visibleHighlights(actor: Actor, all: HighlightSnapshot): Promise<readonly HighlightView[]> {
  const seen = await caches().viewers.get(visibilityKey(actor), String(serialOf(all)), async (before) =>
    visibleIn(actor, all, before),
  );
  return seen.views;
}
