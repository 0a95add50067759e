import "server-only";
import type { Transaction } from "../db/database";
import { publishAll } from "../events/log";

/** Takes a person's own access to reports away. What their groups can read stays as it is. */
export async function endGrantsOf(tx: Transaction, personId: string): Promise<void> {
  const grants = await tx.reportGrant.findMany({ where: { personId }, select: { report: true } });
  if (grants.length === 0) return;
  await tx.reportGrant.deleteMany({ where: { personId } });
  await noteAccessChanged(tx, grants, null);
}

/** Increments the versions of reports whose access has changed, and publishes the change. */
export async function noteAccessChanged(
  tx: Transaction,
  reports: readonly { report: string }[],
  actorId: string | null,
): Promise<void> {
  const slugs = reports.map(({ report }) => report);
  await tx.report.updateMany({
    where: { slug: { in: slugs } },
    data: { accessVersion: { increment: 1 }, listingVersion: { increment: 1 } },
  });
  const after = await tx.report.findMany({
    where: { slug: { in: slugs } },
    select: { slug: true, accessVersion: true },
  });
  await publishAll(
    tx,
    after.map(({ slug, accessVersion }) => ({
      ...{ kind: "report.access", report: slug, subjectId: slug, version: accessVersion, actorId },
    })),
  );
}
