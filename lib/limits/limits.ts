import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "../db/database";
import { createMutex, type Mutex } from "../db/mutex";
import { UserError } from "../errors";
import { type Limit, type Taken, takeOne } from "./bucket";

/** A rate-limited operation. */
export interface Counted {
  /** Identifies the bucket, for example "sign-in account ana@example.org". Only a hash of it is stored. */
  key: string;
  limit: Limit;
}

/** The initial `fullAt` of an unused bucket. */
const LONG_AGO = new Date(0);

/** One mutex per bucket in this process. Without it, each concurrent call might retry once for every other call. */
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
 * Takes a token from a bucket. The state is in the database, so it survives restarts and applies across all processes.
 * It costs one write, or none if the bucket is empty.
 */
function take(db: Database, { key, limit }: Counted): Promise<Taken> {
  const id = idOf(key);
  return inTurn(db, id, async () => {
    // A failed attempt means that another process took a token, so there are at most as many attempts as tokens.
    for (;;) {
      const row = await db.rateLimit.findUnique({ where: { key: id } });
      // Read the clock after reading the row, because a time earlier than the row's last write would yield fewer
      // tokens.
      const taken = takeOne(row?.fullAt ?? null, limit, new Date());
      if ("retryAfter" in taken || (await replace(db, id, row?.fullAt ?? null, taken.fullAt))) return taken;
    }
  });
}

/**
 * Checks that every bucket has a token left, without taking one and without writing.
 *
 * @throws UserError `too-many-attempts` (429)
 */
export async function requireLeft(db: Database, counted: readonly Counted[]): Promise<void> {
  const rows = await db.rateLimit.findMany({ where: { key: { in: counted.map(({ key }) => idOf(key)) } } });
  const fullAt = new Map(rows.map((row) => [row.key, row.fullAt]));
  for (const { key, limit } of counted) refuse(takeOne(fullAt.get(idOf(key)) ?? null, limit, new Date()));
}

/**
 * Takes a token from each of several buckets. If one of them is empty, takes none.
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
    // Another request has taken the last token since the check.
    for (const one of taken) await refund(db, one);
    throw error;
  }
}

/** Puts back a token that `consume` took. */
export async function refund(db: Database, { key, limit: { seconds } }: Counted): Promise<void> {
  const id = idOf(key);
  for (;;) {
    const row = await db.rateLimit.findUnique({ where: { key: id } });
    if (!row || (await replace(db, id, row.fullAt, new Date(row.fullAt.getTime() - seconds * 1_000)))) return;
  }
}

/** Deletes full buckets. */
export async function forgetLimits(db: Database, now: Date = new Date()): Promise<void> {
  await db.rateLimit.deleteMany({ where: { fullAt: { lt: now } } });
}

/** @throws UserError `too-many-attempts` (429) if there was no token */
function refuse(taken: Taken): void {
  if ("fullAt" in taken) return;
  const { retryAfter } = taken;
  const minutes = Math.ceil(retryAfter / 60);
  if (minutes === 1) throw new UserError("too-many-attempts.minute", {}, retryAfter);
  throw new UserError("too-many-attempts.minutes", { minutes }, retryAfter);
}

/**
 * Writes a bucket by compare-and-swap.
 * @returns whether it was written
 */
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
