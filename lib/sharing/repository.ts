import "server-only";
import type { Authorized, Ended, Owned, Shared } from "../accounts/policy";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Prisma, Transaction } from "../db/database";

const NAMED = { select: { id: true, name: true } } as const;

const WITH_REST = {
  createdBy: NAMED,
  passages: {
    where: { position: { not: null }, edition: IN_CURRENT_REPORT },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: {
      edition: {
        select: {
          ...{ id: true, report: true, ordinal: true, createdAt: true },
          ofReport: { select: { title: true, version: true, listingVersion: true, archivedAt: true } },
        },
      },
      highlight: {
        select: { colour: true, placements: { select: { editionId: true, start: true, end: true, area: true } } },
      },
      notes: {
        include: {
          highlight: {
            select: {
              ...{ deletedAt: true, importedFrom: true, creatorIri: true, creatorName: true },
              note: { include: { author: NAMED } },
            },
          },
        },
      },
    },
  },
} satisfies Prisma.ShareInclude;

/**
 * A share with its creator and its passages in order, with the current state of the chosen notes. Passages from deleted
 * reports are left out.
 */
export type ShareRow = Stored & Pick<Shared, "reports">;
type Stored = Prisma.ShareGetPayload<{ include: typeof WITH_REST }>;
export type PassageRow = ShareRow["passages"][number];

function asRow(stored: Stored): ShareRow {
  return { ...stored, reports: [...new Set(stored.passages.map(({ edition }) => edition.report))] };
}

export async function findShare(db: Database | Transaction, id: string): Promise<ShareRow | null> {
  const stored = await db.share.findUnique({ where: { id }, include: WITH_REST });
  return stored && asRow(stored);
}

export async function findShareByToken(db: Database, tokenHash: string): Promise<ShareRow | null> {
  const stored = await db.share.findUnique({ where: { tokenHash }, include: WITH_REST });
  return stored && asRow(stored);
}

/** Collections, even if they are empty, and shares of a passage in a report that isn't deleted. */
const WITH_CONTENT = {
  OR: [{ title: { not: null } }, { passages: { some: { edition: IN_CURRENT_REPORT } } }],
} satisfies Prisma.ShareWhereInput;

/**
 * @param visible the condition from `sharesVisibleTo` in `policy.ts`
 * @returns the shares, newest first, without those of passages in deleted reports
 */
export async function findShares(db: Database, visible: Prisma.ShareWhereInput): Promise<ShareRow[]> {
  const rows = await db.share.findMany({
    where: { AND: [visible, WITH_CONTENT] },
    include: WITH_REST,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map(asRow);
}

/** A user's shares whose link hasn't been revoked, including expired ones. */
export async function findLinked(tx: Transaction, createdById: string): Promise<ShareRow[]> {
  const rows = await tx.share.findMany({
    where: { createdById, revokedAt: null, tokenHash: { not: null } },
    include: WITH_REST,
    orderBy: { id: "asc" },
  });
  return rows.map(asRow);
}

/** A note that the user is allowed to share with a passage, identified by its highlight. */
export type ChosenNote = Authorized<{ highlightId: string } & Owned, "share.create">;

/** A passage that has been checked against its text, with the notes to share. */
export interface NewPassage {
  id: string;
  editionId: string;
  start: number;
  end: number;
  quote: string;
  /** See the column. */
  area: string | null;
  highlightId: string | null;
  notes: readonly ChosenNote[];
}

type NewShare = Omit<Prisma.ShareUncheckedCreateInput, "createdById" | "createdAt" | "passages">;

export async function insertShare(
  tx: Transaction,
  { actor }: Authorized<null, "share.create">,
  share: NewShare,
  passages: readonly NewPassage[],
): Promise<ShareRow> {
  const data = { ...share, createdById: actor.id, createdAt: new Date() };
  const stored = await tx.share.create({
    data: { ...data, passages: { create: passages.map((passage, position) => asNested(passage, position)) } },
    include: WITH_REST,
  });
  return asRow(stored);
}

function asNested({ notes, ...passage }: NewPassage, position: number) {
  const chosenAt = new Date();
  const create = notes.map(({ resource: { highlightId } }) => ({ highlightId, chosenAt }));
  return { ...passage, position, notes: { create } };
}

type Changed<A extends "share.edit" | "share.renew" | "share.revoke"> = Authorized<Shared & { id: string }, A>;

/** Appends passages to a collection. */
export async function appendPassages(
  tx: Transaction,
  { resource: { id: shareId } }: Changed<"share.edit">,
  passages: readonly NewPassage[],
): Promise<ShareRow> {
  const last = await tx.sharedPassage.aggregate({ where: { shareId }, _max: { position: true } });
  const first = (last._max.position ?? -1) + 1;
  const create = passages.map((passage, index) => asNested(passage, first + index));
  return nextShare(tx, { id: shareId }, { passages: { create } });
}

/** All passages of a share with their positions, including removed ones, except those from deleted reports. */
export function placesOf(tx: Transaction, shareId: string) {
  const where = { shareId, edition: IN_CURRENT_REPORT };
  return tx.sharedPassage.findMany({ where, select: { id: true, position: true } });
}

/** Changes the positions of passages in a collection; null removes a passage. */
export async function movePassages(
  tx: Transaction,
  { resource: { id: shareId } }: Changed<"share.edit">,
  places: readonly { id: string; position: number | null }[],
): Promise<void> {
  const out = places.filter(({ position }) => position === null).map(({ id }) => id);
  if (out.length > 0)
    await tx.sharedPassage.updateMany({ where: { id: { in: out }, shareId }, data: { position: null } });
  for (const { id, position } of places) {
    if (position !== null) await tx.sharedPassage.update({ where: { id, shareId }, data: { position } });
  }
}

/** Replaces the given people's shared notes on a collection's passages, by passage id. */
export async function replaceNotes(
  tx: Transaction,
  { resource: { id: shareId } }: Changed<"share.edit">,
  authorIds: readonly string[],
  chosen: ReadonlyMap<string, readonly ChosenNote[]>,
): Promise<void> {
  const chosenAt = new Date();
  const wanted = [...chosen].flatMap(([passageId, notes]) =>
    notes.map(({ resource: { highlightId } }) => ({ passageId, highlightId, chosenAt })),
  );
  const theirs = { note: { authorId: { in: [...authorIds] } } };
  await tx.sharedNote.deleteMany({ where: { passage: { shareId }, highlight: theirs } });
  if (wanted.length > 0) await tx.sharedNote.createMany({ data: wanted });
}

export function updateCollection(
  tx: Transaction,
  { resource }: Changed<"share.edit">,
  change: { title?: string; introduction?: string; withNames?: boolean },
): Promise<ShareRow> {
  return nextShare(tx, resource, change);
}

export function setRevoked(tx: Transaction, { actor, resource }: Changed<"share.revoke">): Promise<ShareRow> {
  return nextShare(tx, resource, { revokedAt: new Date(), revokedById: actor.id });
}

/** Replaces the link of a share, or sets its first one. */
export function setToken(
  tx: Transaction,
  { resource }: Changed<"share.renew">,
  link: { tokenHash: string; expiresAt: Date | null },
): Promise<ShareRow> {
  return nextShare(tx, resource, link);
}

export function setRestored(
  tx: Transaction,
  { resource }: Authorized<Ended & { id: string }, "share.restore">,
): Promise<ShareRow> {
  return nextShare(tx, resource, { revokedAt: null, revokedById: null });
}

async function nextShare(
  tx: Transaction,
  { id }: { id: string },
  change: Prisma.ShareUncheckedUpdateInput,
): Promise<ShareRow> {
  const data = { ...change, version: { increment: 1 } };
  return asRow(await tx.share.update({ where: { id }, data, include: WITH_REST }));
}

/** Deletes a share with its passages, leaving no trace. */
export async function removeShare(
  tx: Transaction,
  { resource }: Authorized<Shared & { id: string }, "share.erase">,
): Promise<void> {
  await tx.share.delete({ where: { id: resource.id } });
}

/** Deletes all collections that a user has created. */
export async function removeCollectionsOf(tx: Transaction, createdById: string): Promise<void> {
  await tx.share.deleteMany({ where: { createdById, title: { not: null } } });
}

export async function addView(db: Database, tokenHash: string): Promise<void> {
  await db.share.updateMany({ where: { tokenHash, revokedAt: null }, data: { views: { increment: 1 } } });
}
