import "server-only";
import type { Actor } from "../accounts/policy";
import {
  type KnownHighlights,
  knowHighlights,
  type SeenHighlights,
  seeHighlights,
  sightOf,
} from "../annotations/known-highlights";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { lastEventNumber } from "../events/log";
import { processSingleton } from "../process-singleton";
import { Keeper } from "./keeper";
import type { ServedLibrary } from "./library";

/** People of whom it is kept what they see: those who are there at about the same time. */
const PEOPLE = 128;

/** What is kept for a library. */
interface Kept {
  library: ServedLibrary;
  known: Keeper<KnownHighlights>;
  people: Keeper<SeenHighlights>;
}

const state = () => processSingleton("seen-highlights", (): { kept?: Kept } => ({}));

/**
 * The highlights in all reports of a library that a person may see now, those of one report in reading order. One that has not changed
 * since the person was here last is the same object.
 */
export async function seenHighlights(
  db: Database,
  actor: Actor,
  library: ServedLibrary,
): Promise<readonly HighlightView[]> {
  const current = state();
  if (current.kept?.library !== library) {
    current.kept = { library, known: new Keeper(1), people: new Keeper(PEOPLE) };
  }
  const { known, people } = current.kept;
  const editionIds = library.reports.map(({ edition }) => edition.id);
  const event = await lastEventNumber(db);
  const all = await known.get("", String(event), (before) => knowHighlights(db, editionIds, event, before));
  const stamp = `${all.event} ${sightOf(actor)}`;
  const seen = await people.get(actor.id, stamp, async (before) => seeHighlights(actor, all, before));
  return seen.views;
}
