import "server-only";
import type { Database, Transaction } from "../db/database";

/** What can have happened. */
const EVENT_KINDS = [
  "highlight.created",
  "highlight.changed",
  "highlight.deleted",
  "highlight.restored",
  "note.created",
  "note.changed",
  "note.deleted",
  "note.restored",
  "share.created",
  "share.revoked",
  "share.restored",
  "edition.stored",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** A change as it is announced: ids and versions only. Who may see it is decided when it is delivered. */
export interface Change {
  kind: EventKind;
  /** The report's slug, where the change is in a report. */
  report: string | null;
  /** Id of what changed: a highlight, note, share or edition. */
  subjectId: string;
  /** The version that the subject has after the change. */
  version: number;
}

/** A change with its place in the order of all changes. */
export interface PublishedEvent extends Change {
  /** From 1, without gaps, in the order in which the changes were committed. */
  number: number;
  createdAt: Date;
}

const COUNTER = 1;

/** Events that one call of `eventsSince` returns at most. */
const PAGE = 1_000;

/**
 * Adds to the counter and locks its row until the transaction ends. A sequence of the database would not do: its numbers
 * become visible out of order, and a listener that has seen 7 would never ask for a 6 that is committed later.
 */
async function advance(tx: Transaction, by: 0 | 1): Promise<number> {
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
 * Nothing slow belongs in it, since all other changes wait.
 *
 * @param work is undone as a whole, its events too, where it throws
 */
export function changeInTurn<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    await advance(tx, 0);
    return work(tx);
  });
}

/**
 * Writes an event in the transaction of its change. Other changes that publish wait until this transaction ends.
 *
 * @returns the event's number
 */
export async function publish(tx: Transaction, change: Change): Promise<number> {
  const number = await advance(tx, 1);
  await tx.event.create({ data: { number, ...change, createdAt: new Date() } });
  return number;
}

/** The number of the last event; 0 where nothing has happened yet. */
export async function lastEventNumber(db: Database): Promise<number> {
  const counter = await db.eventCounter.findUnique({ where: { id: COUNTER } });
  return counter?.last ?? 0;
}

/**
 * What has happened after an event, in order.
 *
 * @param number of the last event that is known already; 0 for none
 * @param limit how many to return at most
 */
export async function eventsSince(db: Database, number: number, limit = PAGE): Promise<PublishedEvent[]> {
  const rows = await db.event.findMany({ where: { number: { gt: number } }, orderBy: { number: "asc" }, take: limit });
  return rows.map((row) => ({ ...row, kind: kindOf(row.kind) }));
}

function kindOf(text: string): EventKind {
  const kind = EVENT_KINDS.find((candidate) => candidate === text);
  if (!kind) throw new Error(`The event log holds an event of the unknown kind "${text}".`);
  return kind;
}
