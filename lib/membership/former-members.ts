import "server-only";
import type { Authorized } from "../accounts/policy";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database } from "../db/database";
import { isOfDeletedAccount } from "./account-deletion";

/** A former member, and how much of their content the team can still see. */
export interface FormerMemberView {
  id: string;
  /** "Former member" if the name was removed. */
  name: string;
  /** ISO time. */
  leftAt: string;
  /** How they left. Only someone who was removed may be invited again. */
  how: "deleted" | "removed";
  /** The number of their notes visible to the team or a group. Private notes aren't counted. */
  sharedNotes: number;
}

/** Former members, starting with those who left most recently. */
export async function listFormerMembers(
  db: Database,
  _allowed: Authorized<null, "member.former">,
): Promise<FormerMemberView[]> {
  const people = await db.person.findMany({
    where: { removedAt: { not: null } },
    orderBy: [{ removedAt: "desc" }, { id: "asc" }],
  });
  const counted = await db.note.groupBy({
    by: ["authorId"],
    where: {
      author: { removedAt: { not: null } },
      visibility: { not: "private" },
      ...{ deletedAt: null, highlight: { deletedAt: null, ...IN_CURRENT_REPORT } },
    },
    _count: true,
  });
  const notes = new Map(counted.map(({ authorId, _count }) => [authorId, _count]));
  return people.flatMap(({ id, name, email, removedAt }) =>
    removedAt
      ? {
          ...{ id, name, leftAt: removedAt.toISOString(), sharedNotes: notes.get(id) ?? 0 },
          how: isOfDeletedAccount(email) ? ("deleted" as const) : ("removed" as const),
        }
      : [],
  );
}
