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
import { lastEventNumber } from "../events/log";
import { processSingleton } from "../process-singleton";
import type { ServedLibrary } from "./library";
import { VersionedCache } from "./versioned-cache";

/** People of whom it is kept what they see: those who are there at about the same time. */
const PEOPLE = 128;

/** What is kept for a library. */
interface Kept {
  library: ServedLibrary;
  known: VersionedCache<HighlightSnapshot>;
  people: VersionedCache<VisibleHighlights>;
}

const state = () => processSingleton("visible-highlights", (): { kept?: Kept } => ({}));

/**
 * The highlights in all reports of a library that a person may see now, those of one report in reading order. One that has not changed
 * since the person was here last is the same object.
 */
export async function visibleHighlights(
  db: Database,
  actor: Actor,
  library: ServedLibrary,
): Promise<readonly HighlightView[]> {
  const current = state();
  if (current.kept?.library !== library) {
    current.kept = { library, known: new VersionedCache(1), people: new VersionedCache(PEOPLE) };
  }
  const { known, people } = current.kept;
  const editionIds = library.reports.map(({ edition }) => edition.id);
  const event = await lastEventNumber(db);
  const all = await known.get("", String(event), (before) => snapshotHighlights(db, editionIds, event, before));
  const stamp = `${all.event} ${visibilityKey(actor)}`;
  const seen = await people.get(actor.id, stamp, async (before) => visibleIn(actor, all, before));
  return seen.views;
}
