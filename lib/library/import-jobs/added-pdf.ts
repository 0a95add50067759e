import "server-only";
import { audit, clientIn } from "../../accounts/audit";
import { rightsOf } from "../../accounts/people";
import { may } from "../../accounts/policy";
import { removeImportNotice } from "../../annotations/inbox/inbox-telling";
import { IN_CURRENT_REPORT } from "../../current-reports";
import type { Database } from "../../db/database";
import { currentEdition, editionReport } from "../../editions/editions";
import { insertPages, notePagesChanged } from "../../editions/pages";
import { UserError } from "../../errors";
import { publish, withEventTransaction } from "../../events/log";
import type { PlacedText } from "../../report-import/drawn-text";
import type { ImportProgress } from "../../report-import/progress";
import { storeDrawnText } from "../../sources/drawn-text";
import { withSourceFile } from "../../sources/store";
import { isSameText, percentShown } from "../../word-boxes/queries";
import { cancellable } from "../../workers/cancellation";
import { runKeyed } from "../../workers/run";
import { PLACE_ON_PAGES, READ_DRAWN } from "../edition-pages";
import type { Claim } from "./queue";

/**
 * Reads a PDF in a worker, finds the words of an edition on its pages, and adds it to the edition.
 *
 * @throws UserError `pdf-different`, `edition-superseded`, `pdf-present`, `forbidden`, and any error from
 *   `readDrawnText`
 */
export async function addPdfToEdition(
  db: Database,
  claim: Claim,
  editionId: string,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<void> {
  const { source, personId } = claim;
  const report = await editionReport(db, editionId);
  if (!report) throw new UserError("no-such-edition");
  const { text, meta } = report;
  const placed = await cancellable(signal, async () => {
    const drawn = await withSourceFile(db, source, (file) =>
      runKeyed(
        READ_DRAWN,
        {
          key: { hash: source.hash, language: meta.language },
          input: async () => ({ content: await file(), recognize: "auto" as const, language: meta.language }),
          onProgress,
        },
        personId,
      ),
    );
    if (!drawn) throw new UserError("not-a-pdf");
    await storeDrawnText(db, source.id, drawn);
    const key = { editionId, hash: source.hash };
    return runKeyed(PLACE_ON_PAGES, { key, input: () => ({ drawn, text }) }, personId);
  });
  requireSameText(placed);
  await finish(db, claim, placed);
}

/** @throws UserError `pdf-different` if the PDF shows too little of the text */
function requireSameText(placed: PlacedText): void {
  if (isSameText(placed)) return;
  throw new UserError("pdf-different", { percent: percentShown(placed) });
}

/**
 * Makes the pages of a PDF those of the edition that it was uploaded for, and ends its job. Does nothing if the claim is
 * no longer valid, for example because the job was cancelled.
 *
 * @throws UserError `edition-superseded` if the report has another edition by now, `pdf-present` if the edition has pages
 *   already, `forbidden` if the user may no longer edit the report
 */
async function finish(db: Database, { id, claimId, personId, source }: Claim, placed: PlacedText): Promise<void> {
  const { pages, words, shown } = placed;
  await withEventTransaction(db, async (tx) => {
    const job = await tx.importJob.findUnique({
      where: { id, claimId, edition: IN_CURRENT_REPORT },
      select: {
        ...{ address: true, device: true },
        edition: { select: { id: true, report: true, addedPdf: true, ofReport: { select: { title: true } } } },
      },
    });
    if (!job?.edition) return;
    const client = clientIn(job);
    const { id: editionId, report, addedPdf, ofReport } = job.edition;
    const [rights] = await rightsOf(tx, [personId], [report]);
    if (!rights || !may(rights, "report.edit", { report })) throw new UserError("forbidden");
    if ((await currentEdition(tx, report))?.id !== editionId) throw new UserError("edition-superseded.reading");
    if (addedPdf) throw new UserError("pdf-present");
    const createdAt = new Date();
    await tx.addedPdf.create({
      data: { editionId, sourceId: source.id, createdAt, createdById: personId, words, shown },
    });
    await insertPages(tx, editionId, pages);
    await notePagesChanged(tx, report);
    await removeImportNotice(tx, personId, id);
    await tx.importJob.delete({ where: { id } });
    const { title } = ofReport;
    await audit(tx, {
      ...{ by: { id: personId }, client, action: "report.pdf-added", subjectId: null },
      detail: { title, name: source.name },
    });
    await publish(tx, { kind: "report.pdf-added", report, subjectId: report, version: 1, actorId: personId });
  });
}
