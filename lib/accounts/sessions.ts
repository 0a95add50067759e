import { randomUUID } from "node:crypto";
import type { Database, Prisma, Transaction } from "../db/database";
import { withEventTransaction } from "../events/log";
import { DAY } from "../time";
import type { SessionView } from "./access-schemas";
import { actorFrom, WITH_PERSON } from "./actors";
import { audit, auditBy } from "./audit";
import type { SignInWay } from "./audit-schemas";
import type { Client } from "./client";
import { deviceOf } from "./device";
import type { AuthenticatedUser } from "./people";
import { type Actor, type Authorized, authorize, notThere, type PersonalItem } from "./policy";
import { announceRights } from "./rights";
import { wrongCredentials } from "./sign-in";

/** How long a session lasts after its sign-in, in seconds. */
export const SESSION_SECONDS = (30 * DAY) / 1_000;
/** How old "last seen" may grow before it is written again, in milliseconds. */
const SEEN_INTERVAL = 60_000;
/** Sessions of a person that are good at a time. */
export const MAX_SESSIONS = 50;
/** Characters kept of what a browser says of itself. */
const DEVICE_LENGTH = 200;

type SessionRow = Prisma.SessionGetPayload<{ include: typeof WITH_PERSON }>;

/**
 * Makes the row that the session's cookie refers to.
 *
 * @param device what the browser said it is
 * @param confirmedAt when the person proved who they are; null where nobody knows
 * @returns the session's id
 */
export async function startSession(
  db: Database | Transaction,
  personId: string,
  device: string,
  now: Date = new Date(),
  confirmedAt: Date | null = now,
): Promise<string> {
  const { id } = await db.session.create({
    data: {
      id: randomUUID(),
      personId,
      device: device.slice(0, DEVICE_LENGTH),
      createdAt: now,
      confirmedAt,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1_000),
    },
  });
  // Kept a while after their end, for the list of a person's sessions.
  await db.session.deleteMany({ where: { personId, expiresAt: { lt: new Date(now.getTime() - 30 * DAY) } } });
  return id;
}

/**
 * The person whose session this is; null where it has ended or expired, or the person was removed. Notes that the session
 * was seen, at most once a minute.
 */
export async function actorOfSession(db: Database, sessionId: string, now: Date = new Date()): Promise<Actor | null> {
  const session = await db.session.findUnique({ where: { id: sessionId }, include: WITH_PERSON });
  const actor = session && actorIn(session, now);
  if (!actor) return null;

  if (now.getTime() - session.lastSeenAt.getTime() >= SEEN_INTERVAL) {
    await db.session.updateMany({
      where: { id: sessionId, lastSeenAt: { lt: now }, endedAt: null },
      data: { lastSeenAt: now },
    });
  }
  return actor;
}

/**
 * The people behind several sessions, by the session's id, in one look. One that has ended or expired, or whose person was
 * removed, is not among them.
 */
export async function actorsOfSessions(
  db: Database,
  sessionIds: readonly string[],
  now: Date = new Date(),
): Promise<ReadonlyMap<string, Actor>> {
  const sessions = await db.session.findMany({ where: { id: { in: [...sessionIds] } }, include: WITH_PERSON });
  const actors = sessions.map((session) => actorIn(session, now)).filter((actor) => actor !== null);
  return new Map(actors.map((actor) => [actor.sessionId, actor]));
}

/** Null where the session is no longer good. */
function actorIn(session: SessionRow, now: Date): Actor | null {
  const { id, endedAt, expiresAt, confirmedAt, person } = session;
  const actor = endedAt || expiresAt <= now ? null : actorFrom(person, id);
  return actor && { ...actor, ...(confirmedAt && { confirmedAt }) };
}

/**
 * Signs somebody in whose right to come in was checked. A password that has ended since then lets nobody in. Of too many sessions the one
 * ends that was used the longest time ago.
 *
 * @param way how they came in
 * @param confirmedAt when they proved who they are, where that was not just now; null where nobody knows
 * @param former id of the session that the browser had, which ends
 * @returns the new session's id
 * @throws UserError `wrong-credentials` (401)
 */
export async function beginSession(
  db: Database,
  { id, passwordHash }: AuthenticatedUser,
  {
    client,
    way,
    confirmedAt,
    former,
  }: { client: Client; way: SignInWay; confirmedAt?: Date | null | undefined; former: string | null },
  now: Date = new Date(),
): Promise<string> {
  return db.$transaction(async (tx) => {
    if (passwordHash !== undefined) await holdPassword(tx, id, passwordHash);
    if (former !== null) await endSession(tx, former, now);
    await audit(tx, { by: { id }, client, action: "sign-in", subjectId: id, detail: { way } }, now);
    const begun = await startSession(tx, id, client.device, now, confirmedAt);
    await endUnused(tx, id, { begun, client }, now);
    return begun;
  });
}

/** Ends the sessions of a person that are too many: those that were used the longest time ago, and never the one that has just begun. */
async function endUnused(
  tx: Transaction,
  personId: string,
  { begun, client }: { begun: string; client: Client },
  now: Date,
): Promise<void> {
  const tooMany = await tx.session.findMany({
    where: { personId, endedAt: null, expiresAt: { gt: now }, id: { not: begun } },
    orderBy: [{ lastSeenAt: "desc" }, { createdAt: "desc" }, { id: "asc" }],
    skip: MAX_SESSIONS - 1,
    select: { id: true },
  });
  for (const { id } of tooMany) {
    await endSession(tx, id, now);
    await audit(tx, { by: { id: personId }, client, action: "session.ended", subjectId: id, detail: {} }, now);
  }
}

/** Keeps a password from ending before the session has begun that ends with it. @throws UserError `wrong-credentials` (401) */
async function holdPassword(tx: Transaction, id: string, passwordHash: string): Promise<void> {
  // The row that is written is locked.
  const { count } = await tx.person.updateMany({ where: { id, passwordHash }, data: { passwordHash } });
  if (count === 0) throw wrongCredentials();
}

/** Ends a session by signing out. One that is unknown, or has ended, stays as it is. */
export async function signOutOf(
  db: Database,
  sessionId: string,
  client: Client,
  now: Date = new Date(),
): Promise<void> {
  await db.$transaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId, endedAt: null } });
    if (!session) return;
    await endSession(tx, sessionId, now);
    const { personId: id } = session;
    await audit(tx, { by: { id }, client, action: "sign-out", subjectId: id, detail: {} }, now);
  });
}

/** The sessions of a person that are good, the one last seen first. */
export async function listSessions(
  db: Database,
  { actor }: Authorized<null, "session.list">,
  now: Date = new Date(),
): Promise<SessionView[]> {
  const rows = await db.session.findMany({
    where: { personId: actor.id, endedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
  });
  return rows.map(({ id, device, createdAt, lastSeenAt }) => ({
    id,
    ...deviceOf(device),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isOwn: id === actor.sessionId,
  }));
}

/**
 * Ends a session of a person's at their wish.
 *
 * @throws UserError `not-found` (404) for what is not there and for what is not this person's
 */
export async function endOwnSession(db: Database, actor: Actor, id: string, now: Date = new Date()): Promise<void> {
  const row = await db.session.findUnique({ where: { id } });
  if (!row) throw notThere();
  await end(db, authorize(actor, "session.end", row), now);
}

async function end(
  db: Database,
  { actor, resource: { id } }: Authorized<PersonalItem & { id: string }, "session.end">,
  now: Date,
): Promise<void> {
  await withEventTransaction(db, async (tx) => {
    const { count } = await tx.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
    if (count === 0) return;
    await auditBy(tx, actor, "session.ended", id, {}, now);
    await announceRights(tx, [actor.id], actor);
  });
}

/** Ends all sessions of a person but the one in which they ask for it. @returns how many there were */
export async function endOtherSessions(db: Database, actor: Actor, now: Date = new Date()): Promise<{ ended: number }> {
  return withEventTransaction(db, async (tx) => ({ ended: await endSessionsOf(tx, actor, now) }));
}

/** Ends the sessions of the person who acts, but the one in which they do. @returns how many there were */
export async function endSessionsOf(tx: Transaction, actor: Actor, now: Date): Promise<number> {
  const others = await tx.session.findMany({
    where: { personId: actor.id, endedAt: null, expiresAt: { gt: now }, id: { not: actor.sessionId } },
    select: { id: true, personId: true },
  });
  for (const session of others) {
    authorize(actor, "session.end", session);
    await tx.session.updateMany({ where: { id: session.id }, data: { endedAt: now } });
    await auditBy(tx, actor, "session.ended", session.id, {}, now);
  }
  if (others.length > 0) await announceRights(tx, [actor.id], actor);
  return others.length;
}

/** Whether a session is of a person whose access to the team has ended. */
export async function isOfRemoved(db: Database, sessionId: string): Promise<boolean> {
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { person: { select: { removedAt: true } } },
  });
  return session?.person.removedAt instanceof Date;
}

/** Ends a session at once. One that is unknown, or has ended, stays as it is. */
export async function endSession(db: Database | Transaction, sessionId: string, now: Date = new Date()): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } });
}
