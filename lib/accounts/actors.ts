import "server-only";
import type { Prisma } from "../db/database";
import type { Actor } from "./policy";

/** What is read beside the row of a session or of an API token to know whose it is, and what they may do. */
export const WITH_PERSON = { person: { include: { memberships: true } } } as const;
type WithPerson = Prisma.SessionGetPayload<{ include: typeof WITH_PERSON }>["person"];

/**
 * A person behind a request; null where they were removed from the team.
 *
 * @param sessionId of the session, or of the API token
 */
export function actorFrom(person: WithPerson, sessionId: string): Actor | null {
  if (person.removedAt) return null;
  const { id, name, email, role, memberships } = person;
  return { id, name, email, role, groupIds: memberships.map(({ groupId }) => groupId), sessionId };
}
