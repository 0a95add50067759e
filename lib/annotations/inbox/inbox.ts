import { wordsOf } from "../areas/words";
import "server-only";
import { namesOf } from "../../accounts/people";
import { type Actor, authorize } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { titlesOf } from "../../editions/reports";
import { publish, withEventTransaction } from "../../events/log";
import type { Colour } from "../highlights/colours";
import { mentionedIn, withNames } from "../notes/mentions";
import { noteText } from "../notes/note-text";
import { notFound } from "../rules";
import { findInboxItem, type InboxRow, inboxRows, setRead } from "./inbox-repository";
import type { InboxItemView, InboxPage, InboxReading, NoteItemView } from "./inbox-schemas";

/** Items per page. */
const PAGE = 30;
/** Unread items are counted up to this number. */
const MAX_COUNTED = 100;
/** Maximum length of the text shown, in characters. */
const MAX_TEXT = 200;

/**
 * A page of a user's inbox, newest first: mentions, replies in their discussions, imports, and resets of passwords and second factors.
 * Permissions are checked at the time of the request, so items about deleted or hidden content are left out, as are
 * mentions that have been edited out.
 *
 * @param after the id of the last item of the previous page
 */
export async function listInbox(db: Database, actor: Actor, after: string | undefined): Promise<InboxPage> {
  const permit = authorize(actor, "inbox.list", null);
  const shown: InboxRow[] = [];
  let last = after;
  // Fetch one extra item to find out whether there is a next page.
  while (shown.length <= PAGE) {
    const rows = await inboxRows(db, permit, { after: last, limit: PAGE + 1 });
    shown.push(...rows.filter((row) => isShown(actor, row)));
    if (rows.length <= PAGE) break;
    last = rows.at(-1)!.id;
  }
  const items = shown.slice(0, PAGE);
  return { items: await viewsOf(db, items), next: shown.length > PAGE ? items.at(-1)!.id : null };
}

/** The number of unread items, counted up to 100. */
export async function countUnread(db: Database, actor: Actor): Promise<{ unread: number }> {
  const rows = await inboxRows(db, authorize(actor, "inbox.list", null), { unread: true, limit: MAX_COUNTED });
  return { unread: rows.filter((row) => isShown(actor, row)).length };
}

/**
 * Marks an inbox item as read, optionally with all older ones.
 *
 * @throws UserError `not-found` (404) if the item isn't in the user's inbox
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
    // Updates the user's other devices.
    await publish(tx, { kind: "inbox.read", report: null, subjectId: actor.id, version: 1, actorId: actor.id });
  });
  return countUnread(db, actor);
}

/** Whether an item is still relevant. The query has already excluded deleted and hidden items. */
function isShown(actor: Actor, { kind, note, reply, createdAt }: InboxRow): boolean {
  if (!note) return true;
  // The item may be about an earlier, deleted note that this one replaced.
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
  const titles = await titlesOf(db, [...new Set(reports)]);
  return rows.map((row) => {
    const { id, createdAt, readAt, note, importJob, byId } = row;
    const received = { id, at: createdAt.toISOString(), isRead: readAt !== null };
    if (note) return { ...received, ...aboutNote(row, note, { names, titles }) };
    if (importJob) {
      const { id: job, source, state, edition } = importJob;
      const about = { job, name: source.name, addedTo: edition?.report ?? null };
      return { ...received, kind: "imported", ...about, hasFailed: state === "failed" };
    }
    const name = byId === null ? undefined : names.get(byId);
    const kind = row.kind === "factorsReset" ? "factorsReset" : "reset";
    return { ...received, kind, by: byId !== null && name !== undefined ? { id: byId, name } : null };
  });
}

interface Known {
  /** Names of mentioned people, by id. */
  names: ReadonlyMap<string, string>;
  /** Titles of reports, by slug. */
  titles: ReadonlyMap<string, string>;
}

function aboutNote(
  { kind, reply }: InboxRow,
  note: NonNullable<InboxRow["note"]>,
  { names, titles }: Known,
): Omit<NoteItemView, "id" | "at" | "isRead"> {
  const { report, colour, id: highlight } = note.highlight;
  const text = noteText(withNames((reply ?? note).body, names));
  return {
    kind: kind === "mention" ? "mention" : "reply",
    isReply: reply !== null,
    by: (reply ?? note).author,
    text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).trimEnd()} …` : text,
    report: { slug: report, title: titles.get(report) ?? report },
    // This cast is safe, because the colour was validated when it was stored.
    highlight: { id: highlight, quote: wordsOf(note.highlight), colour: colour as Colour },
  };
}
