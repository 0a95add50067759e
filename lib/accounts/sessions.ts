import { randomUUID } from "node:crypto";
import type { Database, Prisma } from "../db/database";
import type { Actor } from "./policy";

const DAY = 86_400_000;
/** How long a session lasts after its sign-in, in seconds. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;
/** How old "last seen" may grow before it is written again, in milliseconds. */
const SEEN_INTERVAL = 60_000;
/** Characters kept of what a browser says of itself. */
const DEVICE_LENGTH = 200;

const WITH_PERSON = { person: { include: { memberships: true } } } satisfies Prisma.SessionInclude;
type SessionRow = Prisma.SessionGetPayload<{ include: typeof WITH_PERSON }>;

/**
 * Makes the row that the session's cookie refers to.
 *
 * @param device what the browser said it is
 * @returns the session's id
 */
export async function startSession(
  db: Database,
  personId: string,
  device: string,
  now: Date = new Date(),
): Promise<string> {
  const { id } = await db.session.create({
    data: {
      id: randomUUID(),
      personId,
      device: device.slice(0, DEVICE_LENGTH),
      createdAt: now,
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
function actorIn({ id: sessionId, endedAt, expiresAt, person }: SessionRow, now: Date): Actor | null {
  if (endedAt || expiresAt <= now || person.removedAt) return null;
  const { id, name, email, role, memberships } = person;
  return { id, name, email, role, groupIds: memberships.map(({ groupId }) => groupId), sessionId };
}

/** Ends a session at once. One that is unknown, or has ended, stays as it is. */
export async function endSession(db: Database, sessionId: string, now: Date = new Date()): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } });
}
