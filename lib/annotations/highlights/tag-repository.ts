import "server-only";
import type { Authorized } from "../../accounts/policy";
import { IN_CURRENT_REPORT } from "../../current-reports";
import type { Database, Prisma, Transaction } from "../../db/database";
import { type HighlightRow, nextHighlight } from "./repository";
import type { Tag } from "./tags";

/** Replaces a highlight's tags and increments its version. @returns the new version */
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
 * How often each spelling of each tag is used on highlights that aren't deleted.
 *
 * @param visible a filter from the policy's `visibleTo`
 */
export async function countTags(
  db: Database,
  visible: Prisma.HighlightWhereInput,
): Promise<(Tag & { count: number })[]> {
  const rows = await db.highlightTag.groupBy({
    by: ["key", "name"],
    where: { highlight: { AND: [{ deletedAt: null, ...IN_CURRENT_REPORT }, visible] } },
    _count: true,
  });
  return rows.map(({ key, name, _count: count }) => ({ key, name, count }));
}
