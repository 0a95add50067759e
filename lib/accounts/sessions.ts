import { randomUUID } from "node:crypto";
import type { Database, Prisma, Transaction } from "../db/database";
import { withEventTransaction } from "../events/log";
import { DAY } from "../time";
import type { SessionView } from "./access-schemas";
import { actorFrom, type PersonWithGroups, WITH_PERSON } from "./actors";
import { audit, auditBy } from "./audit";
import type { Client } from "./client";
import { deviceOf } from "./device";
import { lacksFactor } from "./factors/requirement";
import type { AuthenticatedUser } from "./people";
import { type Actor, type Authorized, authorize, notThere, type PersonalItem } from "./policy";
import { type ReportAccess, reportAccess } from "./report-access";
import { announceRights } from "./rights";
import { wrongCredentials } from "./sign-in";
import { FACTOR_KINDS, type FactorKind, SIGN_IN_WAYS, type SignInWay } from "./sign-in-ways";

/** How long a session lasts, in seconds. */
export const SESSION_SECONDS = (30 * DAY) / 1_000;
/** Minimum interval between two writes of "last seen", in milliseconds. */
const SEEN_INTERVAL = 60_000;
/** Maximum number of active sessions per user. */
export const MAX_SESSIONS = 50;
/** Maximum length of the stored `User-Agent`. */
const DEVICE_LENGTH = 200;

type SessionRow = Prisma.SessionGetPayload<{ include: typeof WITH_PERSON }>;

/** The fields of a session that identify the caller. */
interface SessionOfPerson
  extends Pick<SessionRow, "id" | "endedAt" | "expiresAt" | "confirmedAt" | "lastSeenAt" | "mustSetUp"> {
  person: PersonWithGroups;
}

/** A user's columns, joined to a session. There is one row per group, or a single row if the user isn't in a group. */
interface PersonColumns extends Omit<PersonWithGroups, "id" | "memberships"> {
  personId: string;
  groupId: string | null;
}

/**
 * Creates the row that a session cookie refers to.
 *
 * @param device the `User-Agent` header
 * @param confirmedAt when the user confirmed their identity; null if unknown
 * @param how the sign-in method, and whether a second factor must be set up first
 * @returns the session's id
 */
export async function startSession(
  db: Database | Transaction,
  personId: string,
  device: string,
  now: Date = new Date(),
  confirmedAt: Date | null = now,
  how: Pick<SessionRow, "way" | "factor" | "mustSetUp"> = { way: null, factor: null, mustSetUp: false },
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
      ...how,
    },
  });
  // Expired sessions are kept for another 30 days.
  await db.session.deleteMany({ where: { personId, expiresAt: { lt: new Date(now.getTime() - 30 * DAY) } } });
  return id;
}

/**
 * A session's actor; null if the session has ended or expired, or the user has been removed. Records when the session
 * was last seen, at most once a minute.
 */
export async function actorOfSession(db: Database, sessionId: string, now: Date = new Date()): Promise<Actor | null> {
  const session = await readSession(db, sessionId);
  const actor = session && actorIn(session, now, await reportAccess(db));
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
 * A session with the user it belongs to. Every request needs it, so it is read with a single SQL statement. Prisma
 * would read the three tables one after another, which takes six times as much CPU time.
 */
async function readSession(db: Database, sessionId: string): Promise<SessionOfPerson | null> {
  const rows = await db.$queryRaw<(Omit<SessionOfPerson, "person"> & PersonColumns)[]>`
    SELECT s."id", s."endedAt", s."expiresAt", s."confirmedAt", s."lastSeenAt", s."mustSetUp",
      p."id" AS "personId", p."name", p."email", p."role", p."removedAt", m."groupId"
    FROM "Session" s
    JOIN "Person" p ON p."id" = s."personId"
    LEFT JOIN "GroupMember" m ON m."personId" = p."id"
    WHERE s."id" = ${sessionId}`;
  const [row] = rows;
  if (!row) return null;
  const { personId, name, email, role, removedAt, groupId: _, ...session } = row;
  const memberships = rows.flatMap(({ groupId }) => (groupId === null ? [] : [{ groupId }]));
  // On SQLite, a query that Prisma doesn't build returns booleans as numbers.
  return {
    ...session,
    mustSetUp: Boolean(session.mustSetUp),
    person: { id: personId, name, email, role, removedAt, memberships },
  };
}

/**
 * The actors for several sessions, keyed by session id, in one query. Leaves out sessions that have ended or expired,
 * and those of removed users.
 */
export async function actorsOfSessions(
  db: Database,
  sessionIds: readonly string[],
  now: Date = new Date(),
): Promise<ReadonlyMap<string, Actor>> {
  const sessions = await db.session.findMany({ where: { id: { in: [...sessionIds] } }, include: WITH_PERSON });
  const access = await reportAccess(db);
  const actors = sessions.map((session) => actorIn(session, now, access)).filter((actor) => actor !== null);
  return new Map(actors.map((actor) => [actor.sessionId, actor]));
}

/** Null if the session is no longer valid. */
function actorIn(session: SessionOfPerson, now: Date, access: ReportAccess): Actor | null {
  const { id, endedAt, expiresAt, confirmedAt, mustSetUp, person } = session;
  const actor = endedAt || expiresAt <= now ? null : actorFrom(person, id, access);
  return actor && { ...actor, ...(confirmedAt && { confirmedAt }), ...(mustSetUp && { mustSetUp }) };
}

/**
 * Starts a session for a user whose right to sign in has been checked. Fails if the password they signed in with has
 * been changed or removed since that check. If the user has too many sessions, ends the least recently used one.
 *
 * @param way how they signed in
 * @param factor what they passed the second step with, if there was one
 * @param confirmedAt when they confirmed their identity, if not just now; null if unknown
 * @param former id of the browser's previous session, which ends
 * @returns the new session's id
 * @throws UserError `wrong-credentials` (401)
 */
export async function beginSession(
  db: Database,
  { id, passwordHash }: AuthenticatedUser,
  {
    client,
    way,
    factor,
    confirmedAt,
    former,
  }: {
    client: Client;
    way: SignInWay;
    factor?: FactorKind | undefined;
    confirmedAt?: Date | null | undefined;
    former: string | null;
  },
  now: Date = new Date(),
): Promise<string> {
  return db.$transaction(async (tx) => {
    if (passwordHash !== undefined) await holdPassword(tx, id, passwordHash);
    if (former !== null) await endSession(tx, former, now);
    await audit(
      tx,
      { by: { id }, client, action: "sign-in", subjectId: id, detail: { way, ...(factor && { factor }) } },
      now,
    );
    const { role } = await tx.person.findUniqueOrThrow({ where: { id }, select: { role: true } });
    // The provider decides how people prove their identity to it, so its factors count.
    const mustSetUp = way !== "provider" && (await lacksFactor(tx, { id, role }));
    const how = { way, factor: factor ?? null, mustSetUp };
    const begun = await startSession(tx, id, client.device, now, confirmedAt, how);
    await endUnused(tx, id, { begun, client }, now);
    return begun;
  });
}

/** If a user has too many sessions, ends the least recently used ones, but never the new one. */
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

/**
 * Locks the password until the session is committed, so that a password change can't miss the new session. @throws
 * UserError `wrong-credentials` (401)
 */
export async function holdPassword(tx: Transaction, id: string, passwordHash: string): Promise<void> {
  // Writing the row locks it.
  const { count } = await tx.person.updateMany({ where: { id, passwordHash }, data: { passwordHash } });
  if (count === 0) throw wrongCredentials();
}

/** Ends a session by signing out. Does nothing if it is unknown or has already ended. */
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

/** The user's active sessions, most recently seen first. */
export async function listSessions(
  db: Database,
  { actor }: Authorized<null, "session.list">,
  now: Date = new Date(),
): Promise<SessionView[]> {
  const rows = await db.session.findMany({
    where: { personId: actor.id, endedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
  });
  return rows.map(({ id, device, way, factor, createdAt, lastSeenAt }) => ({
    id,
    ...deviceOf(device),
    way: SIGN_IN_WAYS.find((known) => known === way) ?? null,
    factor: FACTOR_KINDS.find((known) => known === factor) ?? null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isOwn: id === actor.sessionId,
  }));
}

/**
 * Ends one of a user's own sessions.
 *
 * @throws UserError `not-found` (404) if the session doesn't exist or belongs to another user
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

/**
 * Ends all of a user's sessions except the current one.
 * @returns the number of ended sessions
 */
export async function endOtherSessions(db: Database, actor: Actor, now: Date = new Date()): Promise<{ ended: number }> {
  return withEventTransaction(db, async (tx) => ({ ended: await endSessionsOf(tx, actor, now) }));
}

/**
 * Ends all of the actor's sessions except the current one.
 * @returns the number of ended sessions
 */
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

/** Whether a session belongs to a removed user. */
export async function isOfRemoved(db: Database, sessionId: string): Promise<boolean> {
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { person: { select: { removedAt: true } } },
  });
  return session?.person.removedAt instanceof Date;
}

/** Ends a session. Does nothing if it is unknown or has already ended. */
export async function endSession(db: Database | Transaction, sessionId: string, now: Date = new Date()): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } });
}
