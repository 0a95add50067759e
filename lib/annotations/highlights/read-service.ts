import "server-only";
import { type Actor, may } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { notFound } from "../rules";
import type { HighlightView } from "../schemas";
import { type HighlightRow, highlightsUnder } from "./repository";
import { highlightView } from "./views";

/**
 * The highlight with this id, or the one whose note or reply has this id.
 *
 * @throws UserError `not-found` (404) if it doesn't exist or the user can't see it
 */
export async function readUnder(db: Database, actor: Actor, id: string): Promise<HighlightView> {
  const row = await rowUnder(db, actor, id);
  if (row.deletedAt) throw notFound();
  return highlightView(actor, row);
}

/**
 * The highlight with this id, or the one whose note or reply has this id, even if deleted: its id, and its report.
 *
 * @throws UserError `not-found` (404) if it doesn't exist or the user can't see it
 */
export async function highlightUnder(
  db: Database,
  actor: Actor,
  id: string,
): Promise<Pick<HighlightRow, "id" | "report">> {
  return rowUnder(db, actor, id);
}

async function rowUnder(db: Database, actor: Actor, id: string): Promise<HighlightRow> {
  const row = (await highlightsUnder(db, [id])).get(id);
  if (!row || !may(actor, "highlight.read", row)) throw notFound();
  return row;
}
