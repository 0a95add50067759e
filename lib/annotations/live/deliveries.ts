import "server-only";
import { type Actor, may, type Owned } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { type Edition, editionsNamed } from "../../editions/editions";
import { audienceChangesSince, type PublishedEvent } from "../../events/log";
import { colourNames } from "../highlights/colour-names";
import { type HighlightRow, highlightsUnder } from "../highlights/repository";
import { highlightView, seesReply } from "../highlights/views";
import { peopleTold } from "../inbox/inbox-repository";
import type { Audience } from "../rules";
import type { ColourNames } from "../schemas";
import type { Delivery } from "./live-schemas";

/** The subjects of a group of events, in their current state. */
export interface Subjects {
  /** Highlights, keyed by their own ids and by the ids of their notes and replies. */
  highlights: ReadonlyMap<string, HighlightRow>;
  editions: ReadonlyMap<string, Pick<Edition, "id" | "ordinal" | "report">>;
  /** The team's colour names; null if no event is about them. */
  colourNames: ColourNames | null;
  /** The users who have an inbox item about a highlight's note, by highlight id. */
  told: ReadonlyMap<string, ReadonlySet<string>>;
  /** The changes to a highlight's audience since the first of the given events, in order, by highlight id. */
  audienceChanges: ReadonlyMap<string, readonly { number: number; former: Audience }[]>;
}

/**
 * Loads the subjects of the given events in their current state.
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
  // Read the audience changes after the highlights. Otherwise, a change that is already visible in the highlights could
  // be missing.
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

/** The messages that a user gets for an event, in order; empty if it isn't for them. */
export function deliveriesTo(actor: Actor, event: PublishedEvent, subjects: Subjects): Delivery[] {
  // Names are on the page itself and in the data that it has fetched, so both must be refreshed.
  if (event.kind === "person.renamed") return [RIGHTS, RESET];
  const delivery = deliveryTo(actor, event, subjects);
  if (!delivery) return [];
  const row = subjects.highlights.get(event.subjectId);
  const isInInbox = row && subjects.told.get(row.id)?.has(actor.id);
  return isInInbox ? [INBOX, delivery] : [delivery];
}

const RIGHTS: Delivery = { event: "rights", data: {} };
const RESET: Delivery = { event: "reset", data: {} };
const INBOX: Delivery = { event: "inbox", data: {} };

function deliveryTo(actor: Actor, event: PublishedEvent, subjects: Subjects): Delivery | null {
  const [subject] = event.kind.split(".");
  if (subject === "edition") return editionDelivery(actor, event, subjects);
  if (subject === "report") {
    const { subjectId: report } = event;
    return may(actor, "report.read", { report }) ? { event: "report", data: { report } } : null;
  }
  if (subject === "inbox") return event.subjectId === actor.id ? INBOX : null;
  // No message is needed, because the stream checks rights before every delivery and notices the change itself.
  if (subject === "person") return null;
  if (subject === "group") return actor.groupIds.includes(event.subjectId) ? RIGHTS : null;
  if (subject === "colour") return subjects.colourNames && { event: "colours", data: subjects.colourNames };
  const row = subjects.highlights.get(event.subjectId);
  if (!row) return null;

  if (event.kind === "highlight.deleted") {
    return row.deletedAt && sees(actor, row) ? { event: "gone", data: { id: row.id } } : null;
  }
  if (isVisible(actor, event, row, subjects))
    return { event: "highlight", data: { highlight: highlightView(actor, row) } };
  const lost = event.former !== null && sees(actor, { ...row, ...event.former }) && !sees(actor, row);
  // Send this even if the highlight has since been deleted, because the user won't get the deletion event.
  return lost ? { event: "gone", data: { id: row.id } } : null;
}

/**
 * Whether a user can learn of an event on a highlight or its note. They must be able to see the item now, and must have
 * been able to see it just after the event. Events that happened while the item was private stay private after it is
 * shared.
 */
export function isVisible(actor: Actor, event: PublishedEvent, row: HighlightRow, subjects: Subjects): boolean {
  if (row.deletedAt || !sees(actor, row)) return false;
  if (!event.kind.startsWith("highlight.") && !seesOnHighlight(actor, event, row)) return false;
  const later = subjects.audienceChanges.get(row.id)?.find(({ number }) => number > event.number);
  return !later || sees(actor, { ...row, ...later.former });
}

/** Whether a user can see the note or reply that an event is about. */
function seesOnHighlight(actor: Actor, { kind, subjectId }: PublishedEvent, { note }: HighlightRow): boolean {
  if (!note || !may(actor, "note.read", note)) return false;
  if (!kind.startsWith("reply.")) return true;
  const reply = note.replies.find(({ id }) => id === subjectId);
  return reply !== undefined && seesReply(actor, note, reply);
}

function sees(actor: Actor, owned: Owned): boolean {
  const { report, authorId, visibility, groupId } = owned;
  return may(actor, "highlight.read", { report, authorId, visibility, groupId });
}

function editionDelivery(actor: Actor, { subjectId }: PublishedEvent, { editions }: Subjects): Delivery | null {
  const edition = editions.get(subjectId);
  if (!edition || !may(actor, "report.read", edition)) return null;
  const { id, ordinal, report } = edition;
  return { event: "edition", data: { report, edition: { id, ordinal } } };
}
