import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Actor } from "@/lib/accounts/policy";
import type { Role } from "@/lib/accounts/roles";
import { actorOfSession, startSession } from "@/lib/accounts/sessions";
import { idOwnedBy } from "@/lib/annotations/highlights/id-owner";
import type { Database } from "@/lib/db/database";
import { sessionSecret } from "@/lib/db/session-secret";

/** A user with a session. */
export interface Caller {
  actor: Actor;
  /** The `Cookie` header that their browser sends. */
  cookie: string;
}

/** Creates a user and a session. They have no password, because hashing one takes a while. */
export async function makeCaller(
  db: Database,
  role: Role,
  name: string = role,
  groupIds: readonly string[] = [],
): Promise<Caller> {
  const id = randomUUID();
  const now = new Date();
  await db.person.create({ data: { id, name, email: `${id}@example.org`, role, createdAt: now } });
  for (const groupId of groupIds) await db.groupMember.create({ data: { groupId, personId: id } });
  const sessionId = await startSession(db, id, "Vitest", now);
  const actor = await actorOfSession(db, sessionId);
  if (!actor) throw new Error("The new session has already ended.");
  return { actor, cookie: await cookieOf(sessionId) };
}

/** A new id in the user's namespace, like those that the app's pages create. */
export function ownId({ actor }: Pick<Caller, "actor">): string {
  return idOwnedBy(actor.id, randomUUID().replaceAll("-", ""));
}

/** The `Cookie` header of a session. */
export async function cookieOf(sessionId: string): Promise<string> {
  return `next-auth.session-token=${await encode({ token: { sessionId }, secret: sessionSecret() })}`;
}
