import "server-only";
import type { Authorized } from "../../accounts/policy";
import type { Database, Prisma, Transaction } from "../../db/database";
import { type HighlightRow, nextHighlight } from "./repository";
import type { Tag } from "./tags";

/** Gives a highlight these tags and no others, and counts its version up. @returns the new version */
export async function replaceTags(
  tx: Transaction,
  { resource }: Authorized<HighlightRow, "highlight.edit">,
  tags: readonly Tag[],
): Promise<number> {
  const { id: highlightId } = resource;
  await tx.highlightTag.deleteMany({ where: { highlightId } });
  await tx.highlightTag.createMany({ data: tags.map((tag) => ({ ...tag, highlightId })) });
  return nextHighlight(tx, resource, {});
}

/**
 * How often each spelling of each tag stands on highlights that are not deleted.
 *
 * @param visible on which of them: `visibleTo` of the policy
 */
export async function countTags(
  db: Database,
  visible: Prisma.HighlightWhereInput,
): Promise<(Tag & { count: number })[]> {
  const rows = await db.highlightTag.groupBy({
    by: ["key", "name"],
    where: { highlight: { AND: [{ deletedAt: null }, visible] } },
    _count: true,
  });
  return rows.map(({ key, name, _count: count }) => ({ key, name, count }));
}
