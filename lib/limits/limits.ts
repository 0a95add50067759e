import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "../db/database";
import { createMutex, type Mutex } from "../db/mutex";
import { UserError } from "../errors";
import { type Limit, type Taken, takeOne } from "./bucket";

/** One thing of which only so much may be done. */
export interface Counted {
  /** What is counted, for example "sign-in account ana@example.org". Only a hash of it is kept. */
  key: string;
  limit: Limit;
}

/** When a bucket was full that nobody has taken from. */
const LONG_AGO = new Date(0);

/** Whose turn it is to take from which bucket, in this process: of many that ask at once, each would else try as often as there are others. */
const turnsOf = new WeakMap<Database, Map<string, Mutex & { waiting: number }>>();

async function inTurn<T>(db: Database, id: string, work: () => Promise<T>): Promise<T> {
  const turns = turnsOf.get(db) ?? new Map<string, Mutex & { waiting: number }>();
  turnsOf.set(db, turns);
  const own = turns.get(id) ?? { ...createMutex(), waiting: 0 };
  turns.set(id, own);
  own.waiting += 1;
  try {
    return await own.runExclusive(work);
  } finally {
    own.waiting -= 1;
    if (own.waiting === 0) turns.delete(id);
  }
}

/**
 * Takes one of what may be done only so often. The count stands in the database, so it holds across restarts and for all processes
 * together. It costs a write, but none where it is refused.
 */
function take(db: Database, { key, limit }: Counted): Promise<Taken> {
  const id = idOf(key);
  return inTurn(db, id, async () => {
    // Each round that is lost to another process is one that it has taken, so there are no more of them than the bucket holds.
    for (;;) {
      const row = await db.rateLimit.findUnique({ where: { key: id } });
      // The time is asked for afterwards: one before that at which the row was written would find less in it.
      const taken = takeOne(row?.fullAt ?? null, limit, new Date());
      if ("retryAfter" in taken || (await replace(db, id, row?.fullAt ?? null, taken.fullAt))) return taken;
    }
  });
}

/**
 * Checks that there is one left of each of several things that may be done only so often, without taking it: it writes nothing.
 *
 * @throws UserError `too-many-attempts` (429)
 */
export async function requireLeft(db: Database, counted: readonly Counted[]): Promise<void> {
  const rows = await db.rateLimit.findMany({ where: { key: { in: counted.map(({ key }) => idOf(key)) } } });
  const fullAt = new Map(rows.map((row) => [row.key, row.fullAt]));
  for (const { key, limit } of counted) refuse(takeOne(fullAt.get(idOf(key)) ?? null, limit, new Date()));
}

/**
 * Takes one of each of several things that may be done only so often. Where one of them is used up, none is taken.
 *
 * @throws UserError `too-many-attempts` (429)
 */
export async function consume(db: Database, counted: readonly Counted[]): Promise<void> {
  await requireLeft(db, counted);
  const taken: Counted[] = [];
  try {
    for (const one of counted) {
      refuse(await take(db, one));
      taken.push(one);
    }
  } catch (error) {
    // Somebody else has taken the last one since it was checked.
    for (const one of taken) await refund(db, one);
    throw error;
  }
}

/** Gives back what `take` took: it is not to count after all. */
export async function refund(db: Database, { key, limit: { seconds } }: Counted): Promise<void> {
  const id = idOf(key);
  for (;;) {
    const row = await db.rateLimit.findUnique({ where: { key: id } });
    if (!row || (await replace(db, id, row.fullAt, new Date(row.fullAt.getTime() - seconds * 1_000)))) return;
  }
}

/** Forgets the buckets that are full. */
export async function forgetLimits(db: Database, now: Date = new Date()): Promise<void> {
  await db.rateLimit.deleteMany({ where: { fullAt: { lt: now } } });
}

/** @throws UserError `too-many-attempts` (429) where there was none to take */
function refuse(taken: Taken): void {
  if ("fullAt" in taken) return;
  const { retryAfter } = taken;
  const minutes = Math.ceil(retryAfter / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  throw new UserError("too-many-attempts", `That was tried too often. Wait ${wait}, then try again.`, 429, retryAfter);
}

/** Writes a bucket, unless somebody else has meanwhile. @returns whether it is written */
async function replace(db: Database, key: string, before: Date | null, fullAt: Date): Promise<boolean> {
  if (before === null) {
    await db.rateLimit.upsert({ where: { key }, create: { key, fullAt: LONG_AGO }, update: { key } });
    return replace(db, key, LONG_AGO, fullAt);
  }
  return (await db.rateLimit.updateMany({ where: { key, fullAt: before }, data: { fullAt } })).count === 1;
}

function idOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
