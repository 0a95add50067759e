import "server-only";
import { type Actor, authorize, may } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { withEventTransaction } from "../../events/log";
import { DAY } from "../../time";
import { wordsOf } from "../areas/words";
import type { DeletedItem, DeletedList } from "../schemas";
import type { Colour } from "./colours";
import { deletedBy, eraseDeletedBefore } from "./deleted-repository";

/** How long deleted items can be restored, in milliseconds. */
const KEPT = 30 * DAY;

/** Maximum number of items of each kind in the list. */
const LISTED = 100;

type Rows = Awaited<ReturnType<typeof deletedBy>>;

/**
 * Items that a user has deleted in the last 30 days and can restore: their own content, and others' content that they
 * moderated. Newest first.
 */
export async function listDeleted(db: Database, actor: Actor, now: Date = new Date()): Promise<DeletedList> {
  authorize(actor, "library.read", null);
  const rows = await deletedBy(db, actor.id, new Date(now.getTime() - KEPT), LISTED);
  const items = [...highlightsIn(rows, actor), ...notesIn(rows, actor), ...repliesIn(rows, actor)];
  return { items: items.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)) };
}

function highlightsIn({ highlights }: Rows, actor: Actor): DeletedItem[] {
  return highlights
    .filter((row) => may(actor, "highlight.restore", row))
    .map((row) => {
      const { report } = row;
      const isSeen = row.note && !row.note.deletedAt && may(actor, "note.read", { ...row.note, report });
      const note = row.note && isSeen ? row.note.body : null;
      return {
        kind: "highlight",
        ...placeOf(row),
        ...whenOf(row),
        author: row.author,
        text: note,
        mayErase: may(actor, "highlight.erase", row),
      };
    });
}

function notesIn({ notes }: Rows, actor: Actor): DeletedItem[] {
  return notes
    .map((row) => ({ ...row, report: row.highlight.report }))
    .filter((row) => may(actor, "note.restore", row))
    .map((row) => ({
      ...{ kind: "note", ...placeOf(row.highlight), ...whenOf(row), author: row.author, text: row.body },
      mayErase: may(actor, "note.erase", row),
    }));
}

function repliesIn({ replies }: Rows, actor: Actor): DeletedItem[] {
  return replies
    .map((row) => ({ ...row, repliedTo: { ...row.note, report: row.note.highlight.report } }))
    .filter((row) => may(actor, "reply.restore", row))
    .map((row) => ({
      ...{ kind: "reply", ...placeOf(row.note.highlight), ...whenOf(row), author: row.author, text: row.body },
      reply: row.id,
      mayErase: may(actor, "reply.erase", row),
    }));
}

function placeOf({ id, report, colour, ofReport, ...row }: Rows["notes"][number]["highlight"]) {
  const quote = wordsOf(row);
  // This cast is safe, because the colour was validated when it was stored.
  return { highlight: id, report, reportTitle: ofReport.title, quote, colour: colour as Colour, reply: null };
}

function whenOf({ deletedAt }: { deletedAt: Date | null }) {
  const at = deletedAt?.getTime() ?? 0;
  return { at: new Date(at).toISOString(), until: new Date(at + KEPT).toISOString() };
}

/**
 * Permanently deletes items that were deleted more than 30 days ago: highlights, notes with their version history, and
 * replies.
 */
export async function eraseDeleted(db: Database, now: Date = new Date()): Promise<void> {
  await withEventTransaction(db, (tx) => eraseDeletedBefore(tx, new Date(now.getTime() - KEPT)));
}
