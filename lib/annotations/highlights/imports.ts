import "server-only";
import type { Authorized, Owned } from "../../accounts/policy";
import type { Anchor } from "../../anchoring/anchor";
import { IN_CURRENT_REPORT } from "../../current-reports";
import type { Database, Transaction } from "../../db/database";
import { type Change, publishAll } from "../../events/log";
import { type Area, storedArea } from "../areas/area";
import { tellMentioned, tellOfReply } from "../inbox/inbox-telling";
import { placeOf } from "../placements/placements";
import type { Audience } from "../rules";
import type { Colour } from "./colours";
import { highlightsUnder, type NoteRow } from "./repository";
import type { Selector } from "./selector";
import type { Tag } from "./tags";

/** Where an imported item came from, and the item's timestamps in the source. */
interface Provenance {
  importedFrom: string | null;
  creatorIri: string | null;
  creatorName: string | null;
  importedTerms: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A highlight to import, with its note. */
export interface ImportedHighlight extends Provenance {
  permit: Authorized<Owned, "highlight.create">;
  id: string;
  report: string;
  /** The report's current edition, and the highlight's anchor in it. */
  editionId: string;
  anchor: Anchor;
  selector: Selector;
  /** Null unless it marks an area. */
  area: { area: Area; description: string } | null;
  colour: Colour;
  audience: Audience;
  tags: readonly Tag[];
  note: { id: string; body: string; createdAt: Date; updatedAt: Date; resolvedAt: Date | null } | null;
}

/** A reply to import. Its note either exists already or is part of the same import. */
export interface ImportedReply extends Provenance {
  /** A reply has the audience of its note. */
  permit: Authorized<Pick<NoteRow, "id" | keyof Owned>, "reply.create">;
  id: string;
  report: string;
  body: string;
}

/** A position for an imported highlight that has been unplaced so far. */
export interface ImportedPlace {
  permit: Authorized<Owned & { id: string }, "highlight.edit">;
  report: string;
  /** The report's current edition, and the highlight's anchor in it. */
  editionId: string;
  anchor: Anchor;
  selector: Selector;
}

/**
 * Maximum number of IRIs per query. Each is bound twice, and Prisma passes at most a thousand values to SQLite at once.
 */
const NAMES_AT_ONCE = 300;

/**
 * The highlights and replies that these IRIs identify, deleted or not, except in deleted reports. The caller must check
 * whether the user can see them.
 *
 * @param idOf returns the local id for an IRI, or null
 */
export async function findNamed(
  db: Database | Transaction,
  iris: readonly string[],
  idOf: (iri: string) => string | null,
) {
  const found = { highlights: [] as NamedHighlight[], replies: [] as NamedReply[] };
  for (let from = 0; from < iris.length; from += NAMES_AT_ONCE) {
    const some = iris.slice(from, from + NAMES_AT_ONCE);
    const { highlights, replies } = await findSome(db, { iris: some, ids: some.flatMap((iri) => idOf(iri) ?? []) });
    found.highlights.push(...highlights);
    found.replies.push(...replies);
  }
  return found;
}

async function findSome(db: Database | Transaction, names: { ids: string[]; iris: string[] }) {
  const owned = { authorId: true, visibility: true, groupId: true } as const;
  const key = { id: true, importedFrom: true, deletedAt: true } as const;
  const where = { OR: [{ id: { in: names.ids } }, { importedFrom: { in: names.iris } }] };
  const note = { select: { ...owned, id: true, deletedAt: true, createdAt: true, body: true } };
  const highlights = await db.highlight.findMany({
    where: { AND: [where, IN_CURRENT_REPORT] },
    select: {
      ...key,
      ...owned,
      deletedById: true,
      report: true,
      quote: true,
      description: true,
      colour: true,
      note,
      placements: { select: { start: true, state: true } },
    },
  });
  const replies = await db.reply.findMany({
    where: { AND: [where, { note: { highlight: IN_CURRENT_REPORT } }] },
    select: {
      ...key,
      ...owned,
      deletedById: true,
      body: true,
      note: { select: { ...note.select, highlightId: true, highlight: { select: { report: true, deletedAt: true } } } },
    },
  });
  const ofReport = <T extends object>(row: T, report: string) => ({ ...row, report });
  return {
    highlights: highlights.map((row) => ({ ...row, note: row.note && ofReport(row.note, row.report) })),
    replies: replies.map((row) => ({ ...row, note: ofReport(row.note, row.note.highlight.report) })),
  };
}

export type NamedHighlight = Awaited<ReturnType<typeof findSome>>["highlights"][number];
export type NamedReply = Awaited<ReturnType<typeof findSome>>["replies"][number];

/** The original text before and after each highlight, by highlight id. */
export async function firstContexts(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { prefix: string; suffix: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db.highlight.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, prefix: true, suffix: true },
  });
  return new Map(rows.map(({ id, ...context }) => [id, context]));
}

/**
 * Stores highlights with their notes and replies, and publishes an event for each. Adds no inbox items, because the
 * content isn't new.
 */
export async function insertImported(
  tx: Transaction,
  highlights: readonly ImportedHighlight[],
  replies: readonly ImportedReply[],
): Promise<void> {
  const noted = highlights.flatMap(({ note, ...highlight }) => (note ? [{ ...highlight, note }] : []));
  await tx.highlight.createMany({ data: highlights.map(highlightData) });
  await tx.placement.createMany({
    data: highlights.map(({ id, editionId, anchor, area }) => ({
      ...{ highlightId: id, editionId },
      ...placeOf(anchor, area?.area ?? null),
    })),
  });
  await tx.highlightTag.createMany({
    data: highlights.flatMap(({ id, tags }) => tags.map((tag) => ({ ...tag, highlightId: id }))),
  });
  const authored = noted.map(({ id, permit, audience, note }) => ({
    highlightId: id,
    ...{ ...note, ...audience, authorId: permit.actor.id },
  }));
  await tx.note.createMany({ data: authored });
  await tx.noteRevision.createMany({
    data: authored.map(({ id, body, authorId, visibility, groupId, createdAt }) => ({
      ...{ noteId: id, version: 1, body, authorId, visibility, groupId, createdAt },
    })),
  });
  await tx.reply.createMany({ data: replies.map(replyData) });
  const created = (kind: Change["kind"], subjectId: string, report: string, actorId: string): Change => {
    return { kind, report, subjectId, version: 1, actorId };
  };
  await publishAll(tx, [
    ...highlights.map(({ id, report, permit }) => created("highlight.created", id, report, permit.actor.id)),
    ...noted.map(({ note, report, permit }) => created("note.created", note.id, report, permit.actor.id)),
    ...replies.map(({ id, report, permit }) => created("reply.created", id, report, permit.actor.id)),
  ]);
}

/**
 * Stores what a user has just written in an external program. Works like `insertImported`, but also adds inbox items,
 * because the content is new.
 */
export async function insertWritten(
  tx: Transaction,
  highlights: readonly ImportedHighlight[],
  replies: readonly ImportedReply[],
): Promise<void> {
  await insertImported(tx, highlights, replies);
  for (const { permit, report, audience, note } of highlights) {
    if (!note) continue;
    const { id: authorId } = permit.actor;
    await tellMentioned(tx, { ...note, ...audience, report, authorId }, { body: note.body, authorId, replyId: null });
  }
  for (const { permit, id, body } of replies) {
    const { id: noteId } = permit.resource;
    const { note } = (await highlightsUnder(tx, [noteId])).get(noteId)!;
    await tellOfReply(tx, permit.actor, note!, { id, body });
  }
}

/**
 * Places highlights that have been unplaced since their import, whichever reports they belong to. Notes, replies,
 * audiences and shared links stay as they are.
 */
export async function placeImported(tx: Transaction, places: readonly ImportedPlace[]): Promise<void> {
  const changes: Change[] = [];
  for (const { permit, report, editionId, anchor, selector } of places) {
    const { actor, resource } = permit;
    const { version } = await tx.highlight.update({
      where: { id: resource.id },
      data: { report, editionId, ...selector, version: { increment: 1 }, updatedAt: new Date() },
      select: { version: true },
    });
    await tx.placement.deleteMany({ where: { highlightId: resource.id } });
    await tx.placement.create({ data: { highlightId: resource.id, editionId, ...placeOf(anchor, null) } });
    changes.push({ kind: "highlight.created", report, subjectId: resource.id, version, actorId: actor.id });
  }
  await publishAll(tx, changes);
}

function highlightData(imported: ImportedHighlight) {
  const { permit, anchor: _, selector, audience, area, tags: _tags, note: _note, ...row } = imported;
  const marked = area && { area: storedArea(area.area), description: area.description };
  return { ...row, ...selector, ...marked, ...audience, authorId: permit.actor.id };
}

function replyData({ permit: { actor, resource }, report: _, ...row }: ImportedReply) {
  const { id: noteId, visibility, groupId } = resource;
  return { ...row, noteId, visibility, groupId, authorId: actor.id };
}
