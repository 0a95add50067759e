import "server-only";
import type { Actor } from "../accounts/policy";
import { deleteKnownHighlight, makeChange, withHighlight } from "../annotations/highlights/service";
import { highlightView } from "../annotations/highlights/views";
import { makeNote, makeNoteless } from "../annotations/notes/note-service";
import { deleteKnownReply, reviseReply } from "../annotations/replies/reply-service";
import type { HighlightView, ReplyView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import type { PlannedEdit } from "./import-plan";
import { bodyOf, hashOfAnnotation } from "./pdf/contents";

/**
 * Changes and deletes existing notes and replies as they were changed in an exported file. Highlights are deleted last,
 * because their replies can't be changed afterwards.
 *
 * @throws UserError `import-changed` (409) if one of them was changed here after the plan was made
 */
export async function applyEdits(db: Database, actor: Actor, edits: readonly PlannedEdit[]): Promise<void> {
  const isLast = ({ reply, to }: PlannedEdit) => reply === null && to === null;
  for (const edit of edits) if (!isLast(edit)) await apply(db, actor, edit);
  for (const edit of edits) if (isLast(edit)) await apply(db, actor, edit);
}

async function apply(db: Database, actor: Actor, { highlight, reply, base, to }: PlannedEdit): Promise<void> {
  if (reply !== null) {
    const params = { id: highlight, reply };
    const check = (current: ReplyView) => requireBase(hashOfAnnotation(bodyOf(current), null), base);
    if (to) await reviseReply(db, actor, params, check, to.body);
    else await deleteKnownReply(db, actor, params, check);
    return;
  }
  // The replies to a deleted note may have just been deleted too, so only the highlight and the note are compared.
  const check = ({ note, colour }: HighlightView) =>
    requireBase(hashOfAnnotation(note ? bodyOf(note) : "", colour), base);
  if (!to) return deleteKnownHighlight(db, actor, highlight, check);
  await withHighlight(db, actor, highlight, async (tx, row) => {
    const view = highlightView(actor, row);
    check(view);
    const { note } = view;
    const { body, colour } = to;
    if (colour !== null) await makeChange(tx, actor, row, { version: row.version, colour });
    if (body === (note ? bodyOf(note) : "")) return;
    if (body !== "") await makeNote(tx, actor, row, { version: note?.version ?? null, body });
    else if (note) await makeNoteless(tx, actor, row, note.version);
  });
}

function requireBase(now: string, base: string): void {
  if (now !== base) throw new UserError("import-changed");
}
