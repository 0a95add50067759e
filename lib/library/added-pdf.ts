import "server-only";
import { auditBy } from "../accounts/audit";
import { type Actor, authorize, may } from "../accounts/policy";
import { unplaceAreasOfPages } from "../annotations/placements/page-areas";
import { superseded } from "../annotations/rules";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Transaction } from "../db/database";
import { currentEdition } from "../editions/editions";
import { notePagesChanged, removePages } from "../editions/pages";
import { UserError } from "../errors";
import type { Say } from "../errors/fill";
import { sentenceOf } from "../errors/sentence";
import { publishAll, withEventTransaction } from "../events/log";
import { requirePendingSource, SHOWN_OF_SOURCE } from "../sources/store";
import type { EditionPdf, NewPdf } from "./added-pdf-schemas";
import { hasPages } from "./edition-pages";
import { createPdfJob, listPdfJobs } from "./import-jobs/jobs";
import type { ImportJobView } from "./import-jobs/schemas";
import { removeSources } from "./lifecycle-repository";

/**
 * The PDF that was added to an edition, and the user's own PDF that is being read for it.
 *
 * @throws UserError `forbidden` (403), `no-such-edition` (404)
 */
export async function readAddedPdf(
  db: Database,
  actor: Actor,
  editionId: string,
  say: Say = sentenceOf,
): Promise<EditionPdf> {
  const { report, addedPdf } = await requireEditable(db, actor, editionId);
  const [job] = await listPdfJobs(db, actor, report, say);
  if (!addedPdf) return { pdf: null, job: job ?? null };
  const { source, words, shown } = addedPdf;
  return { pdf: { ...source, words, shown }, job: job ?? null };
}

/**
 * Queues an uploaded PDF to be added to an edition that has no pages. When it has been read and shows the same text, its
 * pages become those of the edition. The text and its highlights stay as they are.
 *
 * @throws UserError `forbidden` (403), `no-such-edition` (404), `edition-superseded` (409), `pdf-present` (409),
 *   `not-a-pdf` (400), and any error from `createPdfJob`
 */
export async function addPdf(
  db: Database,
  actor: Actor,
  editionId: string,
  { source: id }: NewPdf,
  say: Say = sentenceOf,
): Promise<ImportJobView> {
  authorize(actor, "import.create", null);
  await requirePendingSource(db, actor, id);
  const { report, addedPdf, source: own } = await requireEditable(db, actor, editionId);
  if ((await currentEdition(db, report))?.id !== editionId) throw superseded();
  if (addedPdf || (own && (await hasPages(db, own)))) throw new UserError("pdf-present");
  const source = await db.source.findUniqueOrThrow({ where: { id }, select: SHOWN_OF_SOURCE });
  if (!(await hasPages(db, source))) throw new UserError("not-a-pdf");
  return createPdfJob(db, actor, { source: id, edition: { id: editionId, report } }, say);
}

/**
 * Removes the PDF that was added to an edition. Areas on its pages become unplaced. The file is deleted.
 *
 * @throws UserError `forbidden` (403), `no-such-edition` (404), and `storage-away` (503) if the PDF is removed, but its
 *   file in the bucket couldn't be deleted yet
 */
export async function removeAddedPdf(db: Database, actor: Actor, editionId: string): Promise<{ id: string }> {
  const removed = await withEventTransaction(db, async (tx) => {
    const { report, addedPdf, ofReport } = await requireEditable(tx, actor, editionId);
    if (!addedPdf) return null;
    await tx.addedPdf.delete({ where: { editionId } });
    await removePages(tx, editionId);
    await notePagesChanged(tx, report);
    const areas = await unplaceAreasOfPages(tx, editionId);
    await auditBy(tx, actor, "report.pdf-removed", null, { title: ofReport.title });
    const by = { report, actorId: actor.id };
    await publishAll(tx, [
      ...areas.map(({ id, version }) => ({ kind: "highlight.detached" as const, ...by, subjectId: id, version })),
      { kind: "report.pdf-removed", ...by, subjectId: report, version: 1 },
    ]);
    return addedPdf.source.id;
  });
  if (removed !== null && (await removeSources(db, [removed])) > 0) throw new UserError("storage-away.erase");
  return { id: editionId };
}

/** @throws UserError `no-such-edition` (404), also if the user can't read it, and `forbidden` (403) */
async function requireEditable(db: Database | Transaction, actor: Actor, id: string) {
  const edition = await db.edition.findUnique({
    where: { id, ...IN_CURRENT_REPORT },
    select: {
      report: true,
      ofReport: { select: { title: true } },
      source: { select: SHOWN_OF_SOURCE },
      addedPdf: { select: { words: true, shown: true, source: { select: SHOWN_OF_SOURCE } } },
    },
  });
  if (!edition || !may(actor, "report.read", edition)) throw new UserError("no-such-edition");
  authorize(actor, "report.edit", { report: edition.report });
  return edition;
}
