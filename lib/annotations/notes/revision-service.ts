import "server-only";
import type { Actor } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { findHighlight, type HighlightRow } from "../highlights/repository";
import { makeChange, withHighlight } from "../highlights/service";
import { makeTagged } from "../highlights/tag-service";
import { highlightView, noteFor } from "../highlights/views";
import type { HighlightChange, HighlightView } from "../schemas";
import { makeNote, makeNoteless } from "./note-service";
import { makeResolved } from "./resolution-service";

/** Changes to a highlight and its note; omitted fields stay as they are. */
export interface Revision extends Omit<HighlightChange, "version"> {
  tags?: readonly string[] | undefined;
  /** Markdown; null deletes the note. */
  note?: string | null | undefined;
  isResolved?: boolean | undefined;
}

/**
 * Changes a highlight with its tags and note atomically, if it is still in the state that the caller expects.
 *
 * @param check throws if it isn't
 * @throws UserError `not-found` (404), whatever `check` throws, and any error from `changeHighlight`, `setTags`,
 *   `saveNote`, `deleteNote` or `resolveNote`
 */
export function reviseHighlight(
  db: Database,
  actor: Actor,
  id: string,
  check: (current: HighlightView) => void,
  { tags, note, isResolved, ...change }: Revision,
): Promise<HighlightView> {
  return withHighlight(db, actor, id, async (tx, row) => {
    check(highlightView(actor, row));
    // Save the text before changing the audience, so that others see only the new text and nothing that its author
    // wrote privately.
    if (note !== undefined) await makeWritten(tx, actor, row, note);
    if (change.colour !== undefined || change.visibility !== undefined) {
      const current = await again(tx, row);
      await makeChange(tx, actor, current, { ...change, version: current.version });
    }
    if (tags !== undefined) {
      const current = await again(tx, row);
      await makeTagged(tx, actor, current, { version: current.version, tags: [...tags] });
    }
    if (isResolved !== undefined) await makeResolved(tx, actor, await again(tx, row), isResolved);
  });
}

async function makeWritten(tx: Transaction, actor: Actor, row: HighlightRow, body: string | null): Promise<void> {
  const version = noteFor(actor, row)?.version ?? null;
  if (body !== null) return makeNote(tx, actor, row, { version, body });
  if (version !== null) return makeNoteless(tx, actor, row, version);
}

/** The row as it is after earlier changes in the same transaction. */
async function again(tx: Transaction, { id }: HighlightRow): Promise<HighlightRow> {
  return (await findHighlight(tx, id))!;
}
