import "server-only";
import { namesOf } from "../../accounts/people";
import { type Actor, may } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { currentEdition } from "../../editions/editions";
import { UserError } from "../../errors";
import { type EventKind, type PublishedEvent, reportEventsBefore } from "../../events/log";
import { numberAt, positionOf } from "../../events/position";
import { wordsOf } from "../areas/words";
import type { Colour } from "../highlights/colours";
import type { HighlightRow } from "../highlights/repository";
import { repliesTo } from "../highlights/views";
import { notFound } from "../rules";
import { isVisible, type Subjects, subjectsOf } from "./deliveries";
import type { ActivityEntry, ActivityPage } from "./live-schemas";

/** Entries per page. */
const PAGE = 30;

/** Events per query. */
const CHUNK = 200;

/** The activity for each event kind. Deletions aren't listed, because the deleted items are no longer visible. */
const DID: Partial<Record<EventKind, ActivityEntry["did"]>> = {
  "highlight.created": "highlight.created",
  "highlight.changed": "highlight.changed",
  "highlight.restored": "highlight.restored",
  "highlight.tagged": "highlight.tagged",
  "highlight.attached": "highlight.attached",
  "highlight.detached": "highlight.detached",
  "highlight.settled": "highlight.settled",
  "highlight.unsettled": "highlight.unsettled",
  "note.created": "note.created",
  "note.changed": "note.changed",
  "note.restored": "note.restored",
  "note.resolved": "note.resolved",
  "note.reopened": "note.reopened",
  "reply.created": "reply.created",
  "reply.changed": "reply.changed",
  "reply.restored": "reply.restored",
  "edition.stored": "edition.stored",
  "report.edited": "report.edited",
};

/**
 * The latest activity in a report, newest first, from the event log. An entry is shown if the user can see its
 * subject now and could have seen it at the time. Repeated actions by one user on one highlight are merged into one
 * entry.
 *
 * @param before the cursor from the previous page; null for the first page
 * @throws UserError `not-found` (404) if there is no such report or the user can't read it, `bad-request` for an invalid cursor
 */
export async function listActivity(
  db: Database,
  actor: Actor,
  slug: string,
  before: string | null,
): Promise<ActivityPage> {
  if (!(await currentEdition(db, slug)) || !may(actor, "report.read", { report: slug })) throw notFound();
  let number = before === null ? null : placeOf(before);
  const entries: (Omit<ActivityEntry, "by"> & { actorId: string | null; number: number })[] = [];
  for (;;) {
    const events = await reportEventsBefore(db, slug, number, CHUNK);
    const subjects = await subjectsOf(db, events);
    for (const event of events) {
      const entry = entryOf(actor, event, subjects);
      if (!entry || isSame(entries.at(-1), { ...entry, actorId: event.actorId })) continue;
      // Fetch one extra item to find out whether there is a next page.
      if (entries.length === PAGE) return page(db, entries, positionOf(entries.at(-1)!.number));
      entries.push({ ...entry, actorId: event.actorId, number: event.number });
    }
    if (events.length < CHUNK) return page(db, entries, null);
    number = events.at(-1)!.number;
  }
}

function placeOf(position: string): number {
  const number = numberAt(position);
  if (number !== null) return number;
  throw new UserError("bad-request.no-such-page");
}

function entryOf(actor: Actor, event: PublishedEvent, subjects: Subjects): Omit<ActivityEntry, "by"> | null {
  const did = DID[event.kind];
  if (!did) return null;
  const { kind, subjectId, version, createdAt, former } = event;
  const common = { id: `${kind}/${subjectId}/${version}`, did, at: createdAt.toISOString() };
  if (did === "edition.stored") {
    const edition = subjects.editions.get(subjectId);
    return edition ? { ...common, did: edition.ordinal === 1 ? "report.added" : did, highlight: null } : null;
  }
  if (did === "report.edited") return { ...common, highlight: null };
  const row = subjects.highlights.get(subjectId);
  if (!row || row.report !== event.report || !isVisible(actor, event, row, subjects)) return null;
  if (isOfDeletedReply(event, row)) return null;
  const { id, colour } = row;
  // This cast is safe, because the colour was validated when it was stored.
  const highlight = { id, quote: wordsOf(row), colour: colour as Colour };
  return { ...common, did: former ? "highlight.shown" : did, highlight };
}

/**
 * Whether the reply is deleted, or its note was deleted and replaced. In both cases, an entry would link to nothing.
 */
function isOfDeletedReply({ kind, subjectId }: PublishedEvent, { note }: HighlightRow): boolean {
  return kind.startsWith("reply.") && !(note && repliesTo(note).some(({ id }) => id === subjectId));
}

function isSame(
  a: (Omit<ActivityEntry, "by"> & { actorId: string | null }) | undefined,
  b: Omit<ActivityEntry, "by"> & { actorId: string | null },
): boolean {
  return a !== undefined && a.did === b.did && a.actorId === b.actorId && a.highlight?.id === b.highlight?.id;
}

async function page(
  db: Database,
  entries: readonly (Omit<ActivityEntry, "by"> & { actorId: string | null; number: number })[],
  next: string | null,
): Promise<ActivityPage> {
  const names = await namesOf(
    db,
    entries.flatMap(({ actorId }) => actorId ?? []),
  );
  return {
    entries: entries.map(({ actorId, number: _, ...entry }) => {
      const name = actorId === null ? undefined : names.get(actorId);
      return { ...entry, by: actorId !== null && name !== undefined ? { id: actorId, name } : null };
    }),
    next,
  };
}
