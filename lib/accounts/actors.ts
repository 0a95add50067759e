import "server-only";
import type { Prisma } from "../db/database";
import type { Actor } from "./policy";
import type { ReportAccess } from "./report-access";

/** The relations to load with a session or API token row, so that `actorFrom` can build the actor. */
export const WITH_PERSON = { person: { include: { memberships: true } } } as const;
type WithPerson = Prisma.SessionGetPayload<{ include: typeof WITH_PERSON }>["person"];

/** The fields that determine a user's identity and permissions. */
export interface PersonWithGroups extends Pick<WithPerson, "id" | "name" | "email" | "role" | "removedAt"> {
  memberships: readonly { groupId: string }[];
}

/**
 * The actor for a request, or null if the user has been removed from the team.
 *
 * @param sessionId the id of the session or API token
 */
export function actorFrom(person: PersonWithGroups, sessionId: string, access: ReportAccess): Actor | null {
  if (person.removedAt) return null;
  const { id, name, email, role, memberships } = person;
  const groupIds = memberships.map(({ groupId }) => groupId);
  return { id, name, email, role, groupIds, reports: access.of({ id, groupIds }), sessionId };
}
