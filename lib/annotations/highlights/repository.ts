import "server-only";
import { namesOf } from "../../accounts/people";
import type { Authorized, OfReport, Owned } from "../../accounts/policy";
import { IN_CURRENT_REPORT } from "../../current-reports";
import type { Database, Prisma, Transaction } from "../../db/database";
import { mentionedIn, withNames } from "../notes/mentions";
import type { Audience } from "../rules";
import type { Tag } from "./tags";

const NOT_DELETED = { deletedAt: null, deletedById: null };
const NOT_RESOLVED = { resolvedAt: null, resolvedById: null };
const NEWEST_FIRST = { edition: { ordinal: "desc" } } as const;

/** The public fields of an author. */
export const AUTHOR = { select: { id: true, name: true } } as const;

/**
 * Nested lists are loaded unordered and sorted in memory. Prisma loads ordered lists with a single query, even for
 * thousands of highlights, which can exceed the limit on query parameters.
 */
const WITH_REST = {
  author: AUTHOR,
  tags: { select: { key: true, name: true } },
  note: { include: { replies: { include: { author: AUTHOR } } } },
  // Every highlight is placed in every later edition of its report, so the newest placement is the one in the current
  // edition.
  placements: { orderBy: NEWEST_FIRST, take: 1 },
} satisfies Prisma.HighlightInclude;

type StoredHighlight = Prisma.HighlightGetPayload<{ include: typeof WITH_REST }>;
/** A note, with the report of its highlight. */
export type NoteRow = NonNullable<StoredHighlight["note"]> & OfReport;
export type ReplyRow = NoteRow["replies"][number];

/**
 * A highlight with its author, its tags by key, its note with all replies (deleted or not, oldest first) and its
 * placement in the current edition.
 */
export interface HighlightRow extends Omit<StoredHighlight, "note"> {
  note: NoteRow | null;
  /** Who resolved the note; null if it isn't resolved or the user is unknown. */
  resolvedBy: { id: string; name: string } | null;
}

/**
 * Sorts tags and replies. Looks up who resolved the notes, because the database stores only these users' ids, which it
 * keeps even after they leave the team. Also updates mentions to people's current names.
 */
async function asRows(db: Database | Transaction, rows: readonly StoredHighlight[]): Promise<HighlightRow[]> {
  const ids = rows.flatMap(({ note }) => {
    if (!note) return [];
    const mentioned = [note, ...note.replies].flatMap(({ body }) => mentionedIn(body));
    return note.resolvedById === null ? mentioned : [note.resolvedById, ...mentioned];
  });
  const names = await namesOf(db, ids);
  const named = <T extends { body: string }>(written: T): T => ({ ...written, body: withNames(written.body, names) });
  return rows.map((row) => {
    const id = row.note?.resolvedById;
    const name = id ? names.get(id) : undefined;
    const replies = row.note?.replies.map(named).sort(byTime) ?? [];
    const note = row.note && { ...named(row.note), report: row.report, replies };
    const tags = row.tags.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return { ...row, tags, note, resolvedBy: id && name !== undefined ? { id, name } : null };
  });
}

function byTime(a: { id: string; createdAt: Date }, b: typeof a): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** The highlight with this id, deleted or not; null if there is none, or if its report was deleted. */
export async function findHighlight(db: Database | Transaction, id: string): Promise<HighlightRow | null> {
  const row = await db.highlight.findUnique({ where: { id, ...IN_CURRENT_REPORT }, include: WITH_REST });
  return row && (await asRows(db, [row]))[0]!;
}

/**
 * The highlights with these ids, and those whose notes or replies have these ids. Deleted highlights are included, but
 * not those in deleted reports.
 *
 * @param subjectIds ids of highlights, notes and replies
 */
export async function highlightsUnder(
  db: Database | Transaction,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, HighlightRow>> {
  const ids = await highlightIdsUnder(db, subjectIds);
  const where = { id: { in: ids }, ...IN_CURRENT_REPORT };
  const rows = await db.highlight.findMany({ where, include: WITH_REST });
  const namesOfRow = ({ id, note }: HighlightRow) => [
    id,
    ...(note ? [note.id, ...note.replies.map((reply) => reply.id)] : []),
  ];
  return new Map((await asRows(db, rows)).flatMap((row) => namesOfRow(row).map((name) => [name, row] as const)));
}

/** Like `highlightsUnder`, but only the ids. The result may also contain ids that aren't highlights. */
export async function highlightIdsUnder(db: Database | Transaction, subjectIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(subjectIds)];
  // One query per table, each by key, because a single combined condition would make the database scan every highlight.
  const replies = await db.reply.findMany({ where: { id: { in: ids } }, select: { noteId: true } });
  const notes = await db.note.findMany({
    where: { id: { in: [...ids, ...replies.map(({ noteId }) => noteId)] } },
    select: { highlightId: true },
  });
  return [...ids, ...notes.map(({ highlightId }) => highlightId)];
}

/** A highlight's placement in an edition; null if it was never placed there. */
export function findPlacement(tx: Transaction, highlightId: string, editionId: string) {
  return tx.placement.findUnique({ where: { highlightId_editionId: { highlightId, editionId } } });
}

/**
 * The highlights of a report that aren't deleted, with their placements in one edition.
 *
 * @param visible a filter from the policy's `visibleTo`
 */
export async function highlightsOf(
  db: Database,
  { id: editionId, report }: { id: string; report: string },
  visible: Prisma.HighlightWhereInput,
): Promise<HighlightRow[]> {
  const rows = await db.highlight.findMany({
    where: { AND: [{ report, deletedAt: null, ...IN_CURRENT_REPORT }, visible] },
    include: { ...WITH_REST, placements: { where: { editionId } } },
  });
  return asRows(db, rows);
}

/** Maximum number of editions in a query, because a database limits the number of parameters. */
const EDITIONS = 1_000;

/**
 * The highlights placed in the given editions, with their placements there, regardless of who can see them. Deleted
 * highlights are excluded.
 *
 * @param editionIds one edition of each report
 */
export async function highlightsIn(db: Database, editionIds: readonly string[]): Promise<HighlightRow[]> {
  const found: StoredHighlight[] = [];
  for (let from = 0; from < editionIds.length; from += EDITIONS) {
    const placed = { editionId: { in: editionIds.slice(from, from + EDITIONS) } };
    const rows = await db.highlight.findMany({
      where: { deletedAt: null, ...IN_CURRENT_REPORT, placements: { some: placed } },
      include: { ...WITH_REST, placements: { where: placed } },
    });
    for (const row of rows) found.push(row);
  }
  return asRows(db, found);
}

/** Like `highlightsIn`, but only those with the given ids. */
export async function highlightsNamed(
  db: Database,
  editionIds: ReadonlySet<string>,
  ids: string[],
): Promise<HighlightRow[]> {
  const rows = await db.highlight.findMany({
    where: { deletedAt: null, ...IN_CURRENT_REPORT, id: { in: ids } },
    include: { ...WITH_REST, placements: true },
  });
  const placed = rows.map((row) => ({
    ...row,
    placements: row.placements.filter(({ editionId }) => editionIds.has(editionId)),
  }));
  return asRows(
    db,
    placed.filter(({ placements }) => placements.length > 0),
  );
}

type NewHighlight = Omit<
  Prisma.HighlightUncheckedCreateInput,
  Exclude<keyof Owned, "report"> | "createdAt" | "updatedAt" | "version"
> &
  Audience;

export async function insertHighlight(
  tx: Transaction,
  { actor }: Authorized<Owned, "highlight.create">,
  highlight: NewHighlight,
): Promise<void> {
  const now = new Date();
  await tx.highlight.create({ data: { ...highlight, authorId: actor.id, createdAt: now, updatedAt: now } });
}

/** Adds tags to a new highlight. */
export async function insertTags(
  tx: Transaction,
  _permit: Authorized<Owned, "highlight.create">,
  highlightId: string,
  tags: readonly Tag[],
): Promise<void> {
  if (tags.length === 0) return;
  await tx.highlightTag.createMany({ data: tags.map((tag) => ({ ...tag, highlightId })) });
}

/** Changes a highlight and increments its version. @returns the new version */
export function updateHighlight(
  tx: Transaction,
  { resource }: Authorized<HighlightRow, "highlight.edit">,
  change: { colour?: number; description?: string } & Partial<Audience>,
): Promise<number> {
  return nextHighlight(tx, resource, change);
}

/**
 * Changes the audience of a highlight's note along with the highlight, including the latest version in the note's
 * history and the author's own replies. Other users' replies keep their audience.
 */
export async function updateNoteAudience(
  tx: Transaction,
  { actor, resource }: Authorized<HighlightRow, "highlight.edit">,
  { visibility, groupId }: Audience,
): Promise<void> {
  const { note } = resource;
  if (!note) return;
  await tx.note.update({ where: { id: note.id }, data: { visibility, groupId } });
  await tx.reply.updateMany({ where: { noteId: note.id, authorId: actor.id }, data: { visibility, groupId } });
  const latest = await tx.noteRevision.findFirst({ where: { noteId: note.id }, orderBy: { version: "desc" } });
  if (!latest) return;
  const noteId_version = { noteId: note.id, version: latest.version };
  await tx.noteRevision.update({ where: { noteId_version }, data: { visibility, groupId } });
}

/**
 * Soft-deletes a highlight; it can still be restored.
 * @returns the new version
 */
export function setHighlightDeleted(
  tx: Transaction,
  { actor, resource }: Authorized<HighlightRow, "highlight.delete">,
): Promise<number> {
  return nextHighlight(tx, resource, { deletedAt: new Date(), deletedById: actor.id });
}

/** @returns the new version */
export function setHighlightRestored(
  tx: Transaction,
  { resource }: Authorized<HighlightRow, "highlight.restore">,
): Promise<number> {
  return nextHighlight(tx, resource, NOT_DELETED);
}

/** Changes a highlight and increments its version. @returns the new version */
export async function nextHighlight(
  tx: Transaction,
  { id }: HighlightRow,
  change: Prisma.HighlightUncheckedUpdateInput,
): Promise<number> {
  const data = { ...change, version: { increment: 1 }, updatedAt: new Date() };
  const { version } = await tx.highlight.update({ where: { id }, data, select: { version: true } });
  return version;
}

/** Updates a highlight's placement in an edition. */
export async function updatePlacement(
  tx: Transaction,
  { resource }: Authorized<HighlightRow, "highlight.place">,
  editionId: string,
  change: Prisma.PlacementUncheckedUpdateInput,
): Promise<void> {
  const highlightId_editionId = { highlightId: resource.id, editionId };
  await tx.placement.update({ where: { highlightId_editionId }, data: change });
}

/**
 * Creates a note for a highlight without one. The note has the highlight's audience.
 *
 * @param note its `version` continues from the highlight's previous, erased note, so that a version number never refers
 *   to two texts
 */
export async function insertNote(
  tx: Transaction,
  { actor }: Authorized<Owned, "highlight.create"> | Authorized<HighlightRow, "highlight.edit">,
  note: { id: string; highlightId: string; version: number; body: string } & Audience,
): Promise<void> {
  const now = new Date();
  await tx.note.create({ data: { ...note, authorId: actor.id, createdAt: now, updatedAt: now } });
  const { id: noteId, version, body, visibility, groupId } = note;
  const first = { noteId, version, body, visibility, groupId };
  await tx.noteRevision.create({ data: { ...first, authorId: actor.id, createdAt: now } });
}

/** Changes a note's text and adds it to the version history. @returns the new version */
export function updateNote(tx: Transaction, permit: Authorized<NoteRow, "note.edit">, body: string): Promise<number> {
  return reviseNote(tx, permit, { body });
}

/**
 * Replaces a deleted note with a new one. The version history continues, but the note counts as new: shared links to
 * the old note don't show it, and replies to the old note don't belong to it.
 *
 * @returns the new version
 */
export function replaceNote(tx: Transaction, permit: Authorized<NoteRow, "note.edit">, body: string): Promise<number> {
  const now = new Date();
  return reviseNote(tx, permit, { body, ...NOT_DELETED, ...NOT_RESOLVED, createdAt: now, replacedAt: now });
}

async function reviseNote(
  tx: Transaction,
  { actor, resource }: Authorized<NoteRow, "note.edit">,
  change: Prisma.NoteUncheckedUpdateInput & { body: string },
): Promise<number> {
  const version = await nextNote(tx, resource, change);
  const { id: noteId, visibility, groupId } = resource;
  const revision = { noteId, version, body: change.body, visibility, groupId };
  await tx.noteRevision.create({ data: { ...revision, authorId: actor.id, createdAt: new Date() } });
  return version;
}

/**
 * Soft-deletes a note; it can still be restored.
 * @returns the new version
 */
export function setNoteDeleted(
  tx: Transaction,
  { actor, resource }: Authorized<NoteRow, "note.delete">,
): Promise<number> {
  return nextNote(tx, resource, { deletedAt: new Date(), deletedById: actor.id });
}

/** @returns the new version */
export function setNoteRestored(tx: Transaction, { resource }: Authorized<NoteRow, "note.restore">): Promise<number> {
  return nextNote(tx, resource, NOT_DELETED);
}

async function nextNote(tx: Transaction, { id }: NoteRow, change: Prisma.NoteUncheckedUpdateInput): Promise<number> {
  const data = { ...change, version: { increment: 1 }, updatedAt: new Date() };
  const { version } = await tx.note.update({ where: { id }, data, select: { version: true } });
  return version;
}
