/**
 * The reports that exist for users, as a Prisma `where`. A deleted report can be restored for 30 days. Until then,
 * nothing in it can be found, counted, opened or exported, so every query that finds a report, or something in one,
 * includes this condition or `IN_CURRENT_REPORT`.
 */
export const CURRENT_REPORT = { deletedAt: null } as const;

/** The highlights or editions of such reports, as a Prisma `where`. */
export const IN_CURRENT_REPORT = { ofReport: CURRENT_REPORT } as const;

/** The files that no edition was created from and that were added to none, as a Prisma `where`. */
export const UNUSED_SOURCE = { editions: { none: {} }, addedTo: { none: {} } } as const;

/** The files of such reports, and unused files, as a Prisma `where`. */
export const SOURCE_OF_CURRENT_REPORT = {
  OR: [UNUSED_SOURCE, { editions: { some: IN_CURRENT_REPORT } }, { addedTo: { some: { edition: IN_CURRENT_REPORT } } }],
};

/** Whether a report is listed in the library and searched by default. */
export function isListed({ archivedAt }: { archivedAt: Date | string | null }): boolean {
  return archivedAt === null;
}
