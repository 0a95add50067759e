import "server-only";
import { type Actor, authorize, visibleTo } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { publish } from "../../events/log";
import { EditConflict } from "../rules";
import type { HighlightView, TagList, TagsSave } from "../schemas";
import type { HighlightRow } from "./repository";
import { requireTags } from "./require-tags";
import { withHighlight } from "./service";
import { countTags, replaceTags } from "./tag-repository";
import type { Tag } from "./tags";
import { highlightView } from "./views";

/**
 * Replaces a highlight's tags. Everyone who sees the highlight sees them.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), and any error from `requireTags`; EditConflict (409) if the
 *   version is outdated
 */
export function setTags(db: Database, actor: Actor, id: string, save: TagsSave): Promise<HighlightView> {
  return withHighlight(db, actor, id, (tx, row) => makeTagged(tx, actor, row, save));
}

/** Like `setTags`, but within a `withHighlight` transaction. */
export async function makeTagged(
  tx: Transaction,
  actor: Actor,
  row: HighlightRow,
  { version, tags: typed }: TagsSave,
): Promise<void> {
  const tags = requireTags(typed);
  const permit = authorize(actor, "highlight.edit", row);
  if (isSame(row.tags, tags)) return;
  if (version !== row.version) throw new EditConflict(highlightView(actor, row));
  const next = await replaceTags(tx, permit, tags);
  const { id: subjectId, report } = row;
  await publish(tx, { kind: "highlight.tagged", report, subjectId, version: next, actorId: actor.id });
}

/** Whether two lists of tags, both sorted by key, are the same. */
function isSame(tags: readonly Tag[], others: readonly Tag[]): boolean {
  return tags.length === others.length && tags.every(({ name }, index) => name === others[index]!.name);
}

/**
 * The tags on the highlights that a user can see, in all reports, most common first. Excludes tags used only on
 * other users' private highlights. A tag with several spellings is shown in its most common one.
 */
export async function listTags(db: Database, actor: Actor): Promise<TagList> {
  authorize(actor, "library.read", null);
  const spellings = (await countTags(db, visibleTo(actor))).sort(
    (a, b) => b.count - a.count || (a.name < b.name ? -1 : 1),
  );
  const tags = new Map<string, { name: string; count: number }>();
  for (const { key, name, count } of spellings) {
    const tag = tags.get(key);
    if (tag) tag.count += count;
    else tags.set(key, { name, count });
  }
  return { tags: [...tags.values()].sort((a, b) => b.count - a.count) };
}
