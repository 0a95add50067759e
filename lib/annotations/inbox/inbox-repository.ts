import "server-only";
import { randomUUID } from "node:crypto";
import {
  type Authorized,
  notesVisibleTo,
  type PersonalItem,
  type Rights,
  repliesVisibleTo,
} from "../../accounts/policy";
import { IN_CURRENT_REPORT } from "../../current-reports";
import type { Database, Prisma, Transaction } from "../../db/database";
import { AUTHOR } from "../highlights/repository";

const WITH_REST = {
  note: {
    include: {
      author: AUTHOR,
      highlight: { select: { id: true, report: true, quote: true, description: true, colour: true } },
    },
  },
  reply: { include: { author: AUTHOR } },
  importJob: {
    select: {
      ...{ id: true, state: true },
      source: { select: { name: true } },
      edition: { select: { report: true } },
    },
  },
} satisfies Prisma.InboxItemInclude;

/** An inbox item with its subject: a note, an import, or the user's account. */
export type InboxRow = Prisma.InboxItemGetPayload<{ include: typeof WITH_REST }>;

const NEWEST_FIRST = [{ createdAt: "desc" }, { id: "desc" }] satisfies Prisma.InboxItemOrderByWithRelationInput[];

/**
 * A user's inbox items, newest first, except those about content that has been deleted or is no longer visible to them.
 *
 * @param after the id of the last item of the previous page
 */
export function inboxRows(
  db: Database,
  { actor }: Authorized<null, "inbox.list">,
  { after, unread, limit }: { after?: string | undefined; unread?: boolean; limit: number },
): Promise<InboxRow[]> {
  return db.inboxItem.findMany({
    where: {
      personId: actor.id,
      ...(unread && { readAt: null }),
      OR: [
        { noteId: null },
        {
          note: {
            AND: [{ deletedAt: null, highlight: { deletedAt: null, ...IN_CURRENT_REPORT } }, notesVisibleTo(actor)],
          },
          OR: [{ replyId: null }, { reply: { AND: [{ deletedAt: null }, repliesVisibleTo(actor)] } }],
        },
      ],
    },
    include: WITH_REST,
    orderBy: NEWEST_FIRST,
    ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
    take: limit,
  });
}

/** The inbox item with this id, no matter whose it is; null if there is none. */
export function findInboxItem(tx: Transaction, id: string) {
  return tx.inboxItem.findUnique({ where: { id } });
}

/**
 * Marks an inbox item as read, optionally with all older ones.
 * @returns the number of items marked
 */
export async function setRead(
  tx: Transaction,
  { resource }: Authorized<PersonalItem & { id: string; createdAt: Date }, "inbox.read">,
  andOlder: boolean,
): Promise<number> {
  const { id, personId, createdAt } = resource;
  const which = andOlder ? { personId, createdAt: { lte: createdAt } } : { id };
  const { count } = await tx.inboxItem.updateMany({ where: { ...which, readAt: null }, data: { readAt: new Date() } });
  return count;
}

interface NoteSubject {
  noteId: string;
  replyId: string | null;
}

type NewItem = ({ kind: "mention" | "reply" } & NoteSubject) | { kind: "imported"; importJobId: string };

/** The inbox items about a note, or about a reply to it if `replyId` is set. */
export function itemsAbout(tx: Transaction, { noteId, replyId }: NoteSubject) {
  return tx.inboxItem.findMany({ where: { noteId, replyId } });
}

/** Adds an item to the inboxes of people who can see its subject. */
export async function insertItems(
  tx: Transaction,
  people: readonly Pick<Rights, "id">[],
  item: NewItem,
): Promise<void> {
  const createdAt = new Date();
  await tx.inboxItem.createMany({
    data: people.map(({ id: personId }) => ({ ...item, id: randomUUID(), personId, createdAt })),
  });
}

/**
 * Deletes the inbox items about an import.
 * @returns the number of deleted items
 */
export async function deleteImportItems(tx: Transaction, importJobId: string): Promise<number> {
  const { count } = await tx.inboxItem.deleteMany({ where: { importJobId } });
  return count;
}

/** Turns reply items into mentions and marks them as new and unread. */
export async function makeMentions(tx: Transaction, ids: readonly string[]): Promise<void> {
  const data = { kind: "mention", createdAt: new Date(), readAt: null } as const;
  await tx.inboxItem.updateMany({ where: { id: { in: [...ids] } }, data });
}

/** Who has an inbox item about the notes of these highlights, by highlight id. */
export async function peopleTold(
  db: Database,
  highlightIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const items = await db.inboxItem.findMany({
    where: { note: { highlightId: { in: [...highlightIds] } } },
    select: { personId: true, note: { select: { highlightId: true } } },
    distinct: ["personId", "noteId"],
  });
  const told = new Map<string, Set<string>>();
  for (const { personId, note } of items) {
    if (!note) continue;
    told.set(note.highlightId, (told.get(note.highlightId) ?? new Set()).add(personId));
  }
  return told;
}
