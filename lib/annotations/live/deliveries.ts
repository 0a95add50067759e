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

/** What some events are about, as it stands in the database now. */
export interface Subjects {
  /** By the id of a highlight, of its note, or of a reply to that. */
  highlights: ReadonlyMap<string, HighlightRow>;
  editions: ReadonlyMap<string, Pick<Edition, "id" | "ordinal" | "report">>;
  /** What the team calls the colours; null where no event is about them. */
  colourNames: ColourNames | null;
  /** By the highlight's id: who has heard of its note in their inbox. */
  told: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the highlight's id: the changes of who may see it that came after the first of the events, in order. */
  audienceChanges: ReadonlyMap<string, readonly { number: number; former: Audience }[]>;
}

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

/** What a person is told of an event, in order; nothing where it is not for them. */
export function deliveriesTo(actor: Actor, event: PublishedEvent, subjects: Subjects): Delivery[] {
  const delivery = deliveryTo(actor, event, subjects);
  if (!delivery) return [];
  const row = subjects.highlights.get(event.subjectId);
  const isInInbox = row && subjects.told.get(row.id)?.has(actor.id);
  return isInInbox ? [INBOX, delivery] : [delivery];
}

const RIGHTS: Delivery = { event: "rights", data: {} };
const INBOX: Delivery = { event: "inbox", data: {} };

function deliveryTo(actor: Actor, event: PublishedEvent, subjects: Subjects): Delivery | null {
  const [subject] = event.kind.split(".");
  if (subject === "edition") return editionDelivery(event, subjects);
  if (subject === "inbox") return event.subjectId === actor.id ? INBOX : null;
  // Who has other rights is told by the stream itself, which looks at them each time.
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
  // Where it is deleted by now as well, its deletion is not theirs to hear of.
  return lost ? { event: "gone", data: { id: row.id } } : null;
}

/**
 * Whether a person may know of an event on a highlight or its note: the thing must be theirs to see now, and have been so just
 * after the event. What was done to it while it was private is nobody else's concern when it is not private any more.
 */
export function isVisible(actor: Actor, event: PublishedEvent, row: HighlightRow, subjects: Subjects): boolean {
  if (row.deletedAt || !sees(actor, row)) return false;
  if (!event.kind.startsWith("highlight.") && !seesOnHighlight(actor, event, row)) return false;
  const later = subjects.audienceChanges.get(row.id)?.find(({ number }) => number > event.number);
  return !later || sees(actor, { ...row, ...later.former });
}

/** Whether a person may see the note that an event is about, or the reply. */
function seesOnHighlight(actor: Actor, { kind, subjectId }: PublishedEvent, { note }: HighlightRow): boolean {
  if (!note || !may(actor, "note.read", note)) return false;
  if (!kind.startsWith("reply.")) return true;
  const reply = note.replies.find(({ id }) => id === subjectId);
  return reply !== undefined && seesReply(actor, note, reply);
}

function sees(actor: Actor, owned: Owned): boolean {
  const { authorId, visibility, groupId } = owned;
  return may(actor, "highlight.read", { authorId, visibility, groupId });
}

function editionDelivery({ subjectId }: PublishedEvent, { editions }: Subjects): Delivery | null {
  const edition = editions.get(subjectId);
  if (!edition) return null;
  const { id, ordinal, report } = edition;
  return { event: "edition", data: { report, edition: { id, ordinal } } };
}
