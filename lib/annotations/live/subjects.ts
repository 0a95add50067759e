import "server-only";
import type { Database } from "../../db/database";
import { editionsNamed } from "../../editions/editions";
import { audienceChangesSince, type PublishedEvent } from "../../events/log";
import { colourNames } from "../highlights/colour-names";
import { highlightsUnder } from "../highlights/repository";
import { peopleTold } from "../inbox/inbox-repository";
import type { Subjects } from "./deliveries";

/**
 * Looks up what some events are about, as it stands now.
 *
 * @param events in any order
 */
export async function subjectsOf(db: Database, events: readonly PublishedEvent[]): Promise<Subjects> {
  const idsOf = (...rooms: string[]) =>
    events.filter(({ kind }) => rooms.includes(kind.split(".")[0]!)).map(({ subjectId }) => subjectId);
  const editionIds = idsOf("edition");
  const editions = editionIds.length === 0 ? [] : await editionsNamed(db, editionIds);
  const onHighlights = idsOf("highlight", "note", "reply");
  const highlights = onHighlights.length === 0 ? new Map() : await highlightsUnder(db, onHighlights);
  const first = Math.min(...events.map(({ number }) => number));
  const ids = [...new Set([...highlights.values()].map(({ id }) => id))];
  // After the highlights, so that it names every change that they show.
  const changes = ids.length === 0 ? [] : await audienceChangesSince(db, first, ids);
  const told = ids.length === 0 ? new Map() : await peopleTold(db, ids);
  return {
    highlights,
    told,
    colourNames: idsOf("colour").length === 0 ? null : await colourNames(db),
    editions: new Map(editions.map((edition) => [edition.id, edition])),
    audienceChanges: new Map(ids.map((id) => [id, changes.filter(({ subjectId }) => subjectId === id)])),
  };
}
