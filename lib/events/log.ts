import "server-only";
import type { Database, Transaction, Visibility } from "../db/database";
import { onNotification } from "../db/postgres-notifications";
import { processSingleton } from "../process-singleton";
import { DAY } from "../time";

/** What can have happened. */
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
  "inbox.read",
  "colour.named",
  "person.changed",
  "group.renamed",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Who could see a thing beside its author. */
interface Audience {
  visibility: Visibility;
  groupId: string | null;
}

/** A change as it is announced: ids and versions only. Who may see it is decided when it is delivered. */
export interface Change {
  kind: EventKind;
  /** The report's slug, where the change is in a report. */
  report: string | null;
  /** Id of what changed: a highlight, note, reply, share, edition or group; of the person whose inbox was read, or whose rights are others; the number of a colour. */
  subjectId: string;
  /** The version that the subject has after the change. */
  version: number;
  /** Id of the person who made the change; null where it was the app. */
  actorId: string | null;
  /** Where the change puts the subject before other people: who could see it until then. */
  former?: Audience | null;
}

/** A change with its place in the order of all changes. */
export interface PublishedEvent extends Change {
  former: Audience | null;
  /** From 1, without gaps, in the order in which the changes were committed. */
  number: number;
  createdAt: Date;
}

const COUNTER = 1;

/** Events that one call of `eventsSince` returns at most. */
const PAGE = 1_000;

/** How much the log keeps: a reader who was away for longer fetches everything again. */
const KEPT = { milliseconds: 30 * DAY, events: 100_000 };

/**
 * Adds to the counter and locks its row until the transaction ends. A sequence of the database would not do: its numbers
 * become visible out of order, and a listener that has seen 7 would never ask for a 6 that is committed later.
 */
async function advance(tx: Transaction, by: number): Promise<number> {
  const { last } = await tx.eventCounter.upsert({
    where: { id: COUNTER },
    create: { id: COUNTER, last: by },
    update: { last: { increment: by } },
  });
  return last;
}

/**
 * Makes a change in a transaction that holds the event log from its first statement, so that changes happen one after
 * another on every database: what the transaction reads stays true until it has written.
 *
 * Nothing slow belongs in it, since all other changes wait. Once it has committed, those who listen in this process are told.
 *
 * @param work is undone as a whole, its events too, where it throws
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
 * Writes an event in the transaction of its change. Other changes that publish wait until this transaction ends.
 *
 * @returns the event's number
 */
export async function publish(tx: Transaction, change: Change): Promise<number> {
  const number = await advance(tx, 1);
  await tx.event.create({ data: eventData(change, number) });
  return number;
}

/** Writes the events of many changes that are made in one transaction, in their order. */
export async function publishAll(tx: Transaction, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const first = (await advance(tx, changes.length)) - changes.length + 1;
  await tx.event.createMany({ data: changes.map((change, index) => eventData(change, first + index)) });
}

function eventData({ former, ...change }: Change, number: number) {
  const before = { formerVisibility: former?.visibility ?? null, formerGroupId: former?.groupId ?? null };
  return { number, ...change, ...before, createdAt: new Date() };
}

/**
 * The number of the last event; 0 where nothing has happened yet. In SQL, since every search asks: Prisma's own way takes three times as
 * much of the processor.
 */
export async function lastEventNumber(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ last: number }[]>`SELECT "last" FROM "EventCounter" WHERE "id" = ${COUNTER}`;
  return rows[0]?.last ?? 0;
}

/**
 * What has happened after an event, in order.
 *
 * @param number of the last event that is known already; 0 for none
 * @param limit how many to return at most
 */
export async function eventsSince(db: Database, number: number, limit = PAGE): Promise<PublishedEvent[]> {
  const rows = await db.event.findMany({ where: { number: { gt: number } }, orderBy: { number: "asc" }, take: limit });
  return rows.map(eventOf);
}

/**
 * What has happened in a report before an event, the latest first.
 *
 * @param number of the event; null to begin with the last one of all
 * @param limit how many to return at most
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
 * The changes of who may see some things that came after an event, in order.
 *
 * @param subjectIds ids of the things
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

/** Whether the log holds everything that came after an event: it is trimmed from its beginning. */
export async function holdsSince(db: Database, number: number): Promise<boolean> {
  const last = await lastEventNumber(db);
  if (number >= last) return number === last;
  return (await db.event.count({ where: { number: number + 1 } })) === 1;
}

/**
 * Takes the oldest events out of the log, in turn with the changes, where it has grown beyond its bound.
 *
 * @param kept how old, in milliseconds, and how many events may be
 */
export async function trimEvents(db: Database, now: Date = new Date(), kept = KEPT): Promise<void> {
  await withEventTransaction(db, async (tx) => {
    const old = await tx.event.findFirst({
      where: { createdAt: { lt: new Date(now.getTime() - kept.milliseconds) } },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    const last = await advance(tx, 0);
    // A beginning of the log, so that what is left has no gaps.
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
  if (!kind) throw new Error(`The event log holds an event of the unknown kind "${text}".`);
  return kind;
}

/** The PostgreSQL channel that announces a new event. Its trigger is in the migrations. */
const CHANNEL = "concord_events";

const listenersByDatabase = processSingleton("change-listeners", () => new WeakMap<Database, Set<() => void>>());

function listenersOf(db: Database): Set<() => void> {
  const listeners = listenersByDatabase.get(db) ?? new Set();
  listenersByDatabase.set(db, listeners);
  return listeners;
}

/** Tells those who listen in this process that something may have happened. */
function notify(db: Database): void {
  for (const listener of listenersOf(db)) listener();
}

/** Calls a function whenever it rings, here or in another instance with the same PostgreSQL database. @returns ends that */
export function onNotify(db: Database, listener: () => void): () => void {
  const listeners = listenersOf(db);
  listeners.add(listener);
  const endNotices = onNotification(db, CHANNEL, listener);
  return () => {
    listeners.delete(listener);
    endNotices();
  };
}
