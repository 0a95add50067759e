import "server-only";
import { namesOf } from "../../accounts/people";
import { type Actor, authorize } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { currentTitles } from "../../editions/editions";
import { publish, withEventTransaction } from "../../events/log";
import type { Colour } from "../highlights/colours";
import { mentionedIn, withNames } from "../notes/mentions";
import { noteText } from "../notes/note-text";
import { notFound } from "../rules";
import { findInboxItem, type InboxRow, inboxRows, setRead } from "./inbox-repository";
import type { InboxItemView, InboxPage, InboxReading, NoteItemView } from "./inbox-schemas";

/** Items of a page. */
const PAGE = 30;
/** Unread items are counted up to here. */
const MAX_COUNTED = 100;
/** Characters of what was written that are shown. */
const MAX_TEXT = 200;

/**
 * What a person should hear of, the newest first: who mentioned them, who replied where they wrote, and that their password was reset. Whether they may see it is
 * asked now; what is deleted is not among it, nor a mention that was taken out.
 *
 * @param after the id of the last item of the page before this one
 */
export async function listInbox(db: Database, actor: Actor, after: string | undefined): Promise<InboxPage> {
  const permit = authorize(actor, "inbox.list", null);
  const shown: InboxRow[] = [];
  let last = after;
  // One more than a page shows that there is another.
  while (shown.length <= PAGE) {
    const rows = await inboxRows(db, permit, { after: last, limit: PAGE + 1 });
    shown.push(...rows.filter((row) => isShown(actor, row)));
    if (rows.length <= PAGE) break;
    last = rows.at(-1)!.id;
  }
  const items = shown.slice(0, PAGE);
  return { items: await viewsOf(db, items), next: shown.length > PAGE ? items.at(-1)!.id : null };
}

/** How much of a person's inbox they have not read; what is more than 100 counts as 100. */
export async function countUnread(db: Database, actor: Actor): Promise<{ unread: number }> {
  const rows = await inboxRows(db, authorize(actor, "inbox.list", null), { unread: true, limit: MAX_COUNTED });
  return { unread: rows.filter((row) => isShown(actor, row)).length };
}

/**
 * Notes that a person has read something in their inbox, and all that came before it where they say so.
 *
 * @throws UserError `not-found` (404) for what is not in their inbox
 */
export async function readInbox(
  db: Database,
  actor: Actor,
  { item: id, andOlder }: InboxReading,
): Promise<{ unread: number }> {
  await withEventTransaction(db, async (tx) => {
    const item = await findInboxItem(tx, id);
    if (!item) throw notFound();
    const count = await setRead(tx, authorize(actor, "inbox.read", item), andOlder);
    if (count === 0) return;
    // For the person's other devices.
    await publish(tx, { kind: "inbox.read", report: null, subjectId: actor.id, version: 1, actorId: actor.id });
  });
  return countUnread(db, actor);
}

/** Whether an item says what still is so; what is deleted, and what the person may not see, was left out by the query. */
function isShown(actor: Actor, { kind, note, reply, createdAt }: InboxRow): boolean {
  if (!note) return true;
  // A note that was written later, in the place of a deleted one, is not what they were told of.
  const isOfThisNote = reply ? reply.createdAt >= note.createdAt : createdAt >= note.createdAt;
  return isOfThisNote && (kind === "reply" || mentionedIn((reply ?? note).body).includes(actor.id));
}

async function viewsOf(db: Database, rows: readonly InboxRow[]): Promise<InboxItemView[]> {
  const people = rows.flatMap(({ note, reply, byId }) => {
    const written = reply ?? note;
    return written ? mentionedIn(written.body) : (byId ?? []);
  });
  const names = await namesOf(db, people);
  const reports = rows.flatMap(({ note }) => note?.highlight.report ?? []);
  const titles = await currentTitles(db, [...new Set(reports)]);
  return rows.map((row) => {
    const { id, createdAt, readAt, note, byId } = row;
    const received = { id, at: createdAt.toISOString(), isRead: readAt !== null };
    if (note) return { ...received, ...aboutNote(row, note, { names, titles }) };
    const name = byId === null ? undefined : names.get(byId);
    return { ...received, kind: "reset", by: byId !== null && name !== undefined ? { id: byId, name } : null };
  });
}

interface Known {
  /** Of people who are mentioned, by their ids. */
  names: ReadonlyMap<string, string>;
  /** Of reports, by their slugs. */
  titles: ReadonlyMap<string, string>;
}

function aboutNote(
  { kind, reply }: InboxRow,
  note: NonNullable<InboxRow["note"]>,
  { names, titles }: Known,
): Omit<NoteItemView, "id" | "at" | "isRead"> {
  const { report, quote, colour, id: highlight } = note.highlight;
  const text = noteText(withNames((reply ?? note).body, names));
  return {
    kind: kind === "mention" ? "mention" : "reply",
    isReply: reply !== null,
    by: (reply ?? note).author,
    text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).trimEnd()} …` : text,
    report: { slug: report, title: titles.get(report) ?? report },
    // Checked when it was stored.
    highlight: { id: highlight, quote, colour: colour as Colour },
  };
}
