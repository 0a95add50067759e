import "server-only";
import type { Authorized, Ended, Shared } from "../accounts/policy";
import type { Database, Prisma, Transaction } from "../db/database";

const WITH_REST = {
  edition: { select: { id: true, report: true, title: true, ordinal: true, createdAt: true } },
  createdBy: { select: { id: true, name: true } },
  highlight: {
    select: {
      ...{ colour: true, deletedAt: true, importedFrom: true, creatorIri: true, creatorName: true },
      note: { include: { author: { select: { name: true } } } },
    },
  },
} satisfies Prisma.ShareInclude;

/** A share with its report's title, who made it, and the note of its highlight as it is now. */
export type ShareRow = Prisma.ShareGetPayload<{ include: typeof WITH_REST }>;

export function findShare(db: Database | Transaction, id: string): Promise<ShareRow | null> {
  return db.share.findUnique({ where: { id }, include: WITH_REST });
}

export function findShareByToken(db: Database, tokenHash: string): Promise<ShareRow | null> {
  return db.share.findUnique({ where: { tokenHash }, include: WITH_REST });
}

/** @param visible whose shares: `sharesVisibleTo` of the policy. @returns the newest first */
export function findShares(db: Database, visible: Prisma.ShareWhereInput): Promise<ShareRow[]> {
  return db.share.findMany({ where: visible, include: WITH_REST, orderBy: [{ createdAt: "desc" }, { id: "asc" }] });
}

/** The shares of a person whose links are not ended, whether or not their time is over. */
export function findOpenShares(tx: Transaction, createdById: string): Promise<ShareRow[]> {
  return tx.share.findMany({ where: { createdById, revokedAt: null }, include: WITH_REST, orderBy: { id: "asc" } });
}

type NewShare = Omit<Prisma.ShareUncheckedCreateInput, "createdById" | "createdAt">;

export function insertShare(
  tx: Transaction,
  { actor }: Authorized<unknown, "share.create">,
  share: NewShare,
): Promise<ShareRow> {
  return tx.share.create({ data: { ...share, createdById: actor.id, createdAt: new Date() }, include: WITH_REST });
}

export function setRevoked(
  tx: Transaction,
  { actor, resource }: Authorized<Shared & { id: string }, "share.revoke">,
): Promise<ShareRow> {
  return nextShare(tx, resource, { revokedAt: new Date(), revokedById: actor.id });
}

/** Puts another link in the place of the one that a share had. */
export function setToken(
  tx: Transaction,
  { resource }: Authorized<Shared & { id: string }, "share.renew">,
  tokenHash: string,
): Promise<ShareRow> {
  return nextShare(tx, resource, { tokenHash });
}

export function setRestored(
  tx: Transaction,
  { resource }: Authorized<Ended & { id: string }, "share.restore">,
): Promise<ShareRow> {
  return nextShare(tx, resource, { revokedAt: null, revokedById: null });
}

function nextShare(
  tx: Transaction,
  { id }: { id: string },
  change: Prisma.ShareUncheckedUpdateInput,
): Promise<ShareRow> {
  return tx.share.update({ where: { id }, data: { ...change, version: { increment: 1 } }, include: WITH_REST });
}

export async function addView(db: Database, tokenHash: string): Promise<void> {
  await db.share.updateMany({ where: { tokenHash, revokedAt: null }, data: { views: { increment: 1 } } });
}
