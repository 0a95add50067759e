import "server-only";
import type { Database, Transaction, Visibility } from "../db/database";
import { onNotification } from "../db/postgres-notifications";
import { processSingleton } from "../process-singleton";
import { DAY } from "../time";

/** All event kinds. */
const EVENT_KINDS = [
  "highlight.created",
  "highlight.changed",
  "highlight.deleted",
  "highlight.restored",
  "highlight.tagged",
  "highlight.attached",
  "highlight.detached",
  "highlight.settled",
  "highlight.unsettled",
  "note.created",
  "note.changed",
  "note.deleted",
  "note.restored",
  "note.resolved",
  "note.reopened",
  "reply.created",
  "reply.changed",
  "reply.deleted",
  "reply.restored",
  "share.created",
  "share.renewed",
  "share.changed",
  "share.revoked",
  "share.restored",
  "share.erased",
  "edition.stored",
  "inbox.added",
  "report.edited",
  "report.archived",
  "report.unarchived",
  "report.deleted",
  "report.restored",
  "report.erased",
  "report.access",
  "report.pdf-added",
  "report.pdf-removed",
  "inbox.read",
  "colour.named",
  "person.changed",
  "person.renamed",
  "group.renamed",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Who could see an item besides its author. */
interface Audience {
  visibility: Visibility;
  groupId: string | null;
}

/** A change as published, with only ids and versions. Who can see it is decided when it is delivered. */
export interface Change {
  kind: EventKind;
  /** The report's slug, if the change is in a report. */
  report: string | null;
  /**
   * Id of the changed item: a highlight, note, reply, share, edition or group; the slug of a report; the user whose
   * inbox or rights changed; the number of a colour.
   */
  subjectId: string;
  /** The subject's version after the change. */
  version: number;
  /** Id of the user who made the change; null for changes made by the app itself. */
  actorId: string | null;
  /** The previous audience, if the change sets a different one. */
  former?: Audience | null;
}

/** A change with its number in the log. */
export interface PublishedEvent extends Change {
  former: Audience | null;
  /** The event's number. Numbers start at 1, have no gaps and follow the order of commits. */
  number: number;
  createdAt: Date;
}

const COUNTER = 1;

/** Default page size of `eventsSince`. */
const PAGE = 1_000;

/** How long events are kept. A reader who was away for longer fetches everything again. */
const KEPT = { milliseconds: 30 * DAY, events: 100_000 };

/**
 * Increments the counter and locks its row until the transaction ends. A database sequence wouldn't work, because its
 * numbers become visible out of order. A listener that has seen 7 would never ask for a 6 that is committed later. Uses
 * SQL because every change does this several times, and an upsert with Prisma takes three times as much CPU time.
 */
async function advance(tx: Transaction, by: number): Promise<number> {
  const rows = await tx.$queryRaw<{ last: number | bigint }[]>`
    INSERT INTO "EventCounter" ("id", "last") VALUES (${COUNTER}, ${by})
    ON CONFLICT ("id") DO UPDATE SET "last" = "EventCounter"."last" + ${by}
    RETURNING "last"`;
  return Number(rows[0]!.last);
}

/**
 * Runs a transaction that locks the event log from its first statement. Changes are therefore serialized on every
 * database, and data that the transaction reads stays valid until it commits.
 *
 * Keep slow work out of it, because all other changes have to wait. After the commit, the listeners in this process are
 * notified.
 *
 * @param work is rolled back as a whole, including its events, if it throws
 */
export function withEventTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const changed = db.$transaction(async (tx) => {
    await advance(tx, 0);
    return work(tx);
  });
  changed.then(
    () => notify(db),
    () => {},
  );
  return changed;
}

/**
 * Publishes an event in the same transaction as the change. Other changes that publish events wait until this
 * transaction ends.
 *
 * @returns the event's number
 */
export async function publish(tx: Transaction, change: Change): Promise<number> {
  const number = await advance(tx, 1);
  await tx.event.create({ data: eventData(change, number) });
  if (change.kind === "report.access") await noteAccess(tx, number);
  return number;
}

/** Records the event as the last one that changed who can read or edit a report; see `reportAccess`. */
async function noteAccess(tx: Transaction, number: number): Promise<void> {
  await tx.eventCounter.update({ where: { id: COUNTER }, data: { access: number } });
}

/** Publishes the events of several changes in one transaction, in order. */
export async function publishAll(tx: Transaction, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const first = (await advance(tx, changes.length)) - changes.length + 1;
  await tx.event.createMany({ data: changes.map((change, index) => eventData(change, first + index)) });
  const last = changes.findLastIndex(({ kind }) => kind === "report.access");
  if (last >= 0) await noteAccess(tx, first + last);
}

function eventData({ former, ...change }: Change, number: number) {
  const before = { formerVisibility: former?.visibility ?? null, formerGroupId: former?.groupId ?? null };
  return { number, ...change, ...before, createdAt: new Date() };
}

/**
 * The number of the last event; 0 if there is none. Uses SQL because every search calls it, and Prisma's API takes
 * three times as much CPU time.
 */
export async function lastEventNumber(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ last: number }[]>`SELECT "last" FROM "EventCounter" WHERE "id" = ${COUNTER}`;
  return rows[0]?.last ?? 0;
}

/**
 * The events with numbers above a given one, in order.
 *
 * @param number the number of the last known event; 0 if none is known
 * @param limit maximum number of events
 */
export async function eventsSince(db: Database, number: number, limit = PAGE): Promise<PublishedEvent[]> {
  const rows = await db.event.findMany({ where: { number: { gt: number } }, orderBy: { number: "asc" }, take: limit });
  return rows.map(eventOf);
}

/**
 * The events of a report with numbers below a given one, newest first.
 *
 * @param number the event's number; null to start with the last one
 * @param limit maximum number of events
 */
export async function reportEventsBefore(
  db: Database,
  report: string,
  number: number | null,
  limit: number,
): Promise<PublishedEvent[]> {
  const rows = await db.event.findMany({
    where: { report, ...(number !== null && { number: { lt: number } }) },
    orderBy: { number: "desc" },
    take: limit,
  });
  return rows.map(eventOf);
}

/**
 * The changes to the audience of the given subjects after an event, in order.
 *
 * @param subjectIds the ids of the subjects
 */
export async function audienceChangesSince(
  db: Database,
  number: number,
  subjectIds: readonly string[],
): Promise<(PublishedEvent & { former: Audience })[]> {
  const rows = await db.event.findMany({
    where: { number: { gt: number }, formerVisibility: { not: null }, subjectId: { in: [...subjectIds] } },
    orderBy: { number: "asc" },
  });
  return rows.map(eventOf).filter((event): event is PublishedEvent & { former: Audience } => event.former !== null);
}

/** Whether the log still contains all events after a given one. Its oldest events are deleted from time to time. */
export async function holdsSince(db: Database, number: number): Promise<boolean> {
  const last = await lastEventNumber(db);
  if (number >= last) return number === last;
  return (await db.event.count({ where: { number: number + 1 } })) === 1;
}

/**
 * Deletes the oldest events beyond the retention limits. The deletion is serialized with other changes.
 *
 * @param kept maximum age in milliseconds, and maximum number of events
 */
export async function trimEvents(db: Database, now: Date = new Date(), kept = KEPT): Promise<void> {
  await withEventTransaction(db, async (tx) => {
    const old = await tx.event.findFirst({
      where: { createdAt: { lt: new Date(now.getTime() - kept.milliseconds) } },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    const last = await advance(tx, 0);
    // Delete a prefix of the log, so that the rest has no gaps.
    const trimmed = Math.max(old?.number ?? 0, last - kept.events);
    await tx.event.deleteMany({ where: { number: { lte: trimmed } } });
  });
}

type Row = Awaited<ReturnType<Database["event"]["findMany"]>>[number];

function eventOf({ kind, formerVisibility, formerGroupId, ...row }: Row): PublishedEvent {
  const former = formerVisibility && { visibility: formerVisibility, groupId: formerGroupId };
  return { ...row, kind: kindOf(kind), former };
}

function kindOf(text: string): EventKind {
  const kind = EVENT_KINDS.find((candidate) => candidate === text);
  if (!kind) throw new Error(`The event log contains the unknown event kind "${text}".`);
  return kind;
}

/** The kinds of events that change an entry of the library. The subject of all but the first is the report's slug. */
const ON_REPORTS = EVENT_KINDS.filter((kind) => kind === "edition.stored" || kind.startsWith("report."));

/** Maximum number of changed reports that are worth telling apart from the others. */
const MOST_REPORTS = 500;

/**
 * The slugs of the reports that changed after an event: their editions, details, readers, or where they are listed.
 * Includes deleted reports.
 *
 * @param number the event's number
 * @returns null if there are too many, or the log no longer contains all events since then
 */
export async function reportsChangedSince(db: Database, number: number): Promise<ReadonlySet<string> | null> {
  const rows = await db.event.findMany({
    where: { number: { gt: number }, kind: { in: ON_REPORTS } },
    select: { kind: true, report: true, subjectId: true },
    take: MOST_REPORTS + 1,
  });
  if (rows.length > MOST_REPORTS || !(await holdsSince(db, number))) return null;
  // Editions of reports that were permanently deleted since then don't name their report, but its deletion does.
  return new Set(
    rows.flatMap(({ kind, report, subjectId }) => (kind === "edition.stored" ? (report ?? []) : subjectId)),
  );
}

/** The PostgreSQL channel that announces new events. Its trigger is in the migrations. */
const CHANNEL = "concord_events";

const listenersByDatabase = processSingleton("change-listeners", () => new WeakMap<Database, Set<() => void>>());

function listenersOf(db: Database): Set<() => void> {
  const listeners = listenersByDatabase.get(db) ?? new Set();
  listenersByDatabase.set(db, listeners);
  return listeners;
}

/** Notifies this process's listeners of possible new events. */
function notify(db: Database): void {
  for (const listener of listenersOf(db)) listener();
}

/**
 * Calls a listener for every notification, from this instance or another one on the same PostgreSQL database.
 * @returns a function that unsubscribes
 */
export function onNotify(db: Database, listener: () => void): () => void {
  const listeners = listenersOf(db);
  listeners.add(listener);
  const endNotices = onNotification(db, CHANNEL, listener);
  return () => {
    listeners.delete(listener);
    endNotices();
  };
}
