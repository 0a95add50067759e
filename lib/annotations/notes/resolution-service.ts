import "server-only";
import { type Actor, authorize } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { publish } from "../../events/log";
import type { HighlightRow } from "../highlights/repository";
import { withHighlight } from "../highlights/service";
import { visibleNote } from "../replies/reply-service";
import { setNoteResolved } from "../replies/thread-repository";
import type { HighlightView } from "../schemas";

/**
 * Resolves or reopens a highlight's note. Allowed for everyone who can reply to it.
 *
 * @throws UserError `not-found` (404) if the note doesn't exist or the user can't see it, `forbidden` (403)
 */
export function resolveNote(
  db: Database,
  actor: Actor,
  highlightId: string,
  isResolved: boolean,
): Promise<HighlightView> {
  return withHighlight(db, actor, highlightId, (tx, row) => makeResolved(tx, actor, row, isResolved));
}

/** Like `resolveNote`, but within a `withHighlight` transaction. */
export async function makeResolved(
  tx: Transaction,
  actor: Actor,
  row: HighlightRow,
  isResolved: boolean,
): Promise<void> {
  const note = visibleNote(actor, row);
  const permit = authorize(actor, "note.resolve", note);
  if ((note.resolvedAt !== null) === isResolved) return;
  const kind = isResolved ? "note.resolved" : "note.reopened";
  const version = await setNoteResolved(tx, permit, isResolved);
  await publish(tx, { kind, report: row.report, subjectId: note.id, version, actorId: actor.id });
}
