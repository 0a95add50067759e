import "server-only";
import { auditBy } from "../accounts/audit";
import type { Authorized, OfReport } from "../accounts/policy";
import { sceneOfSource } from "../annotations/areas/scene";
import { CarriedBefore, carryHighlights, placeInEdition } from "../annotations/placements/placements";
import type { Database, Transaction } from "../db/database";
import {
  currentEdition,
  type Edition,
  type EditionText,
  editionMarkdown,
  figurePlaces,
  storeEdition,
  wasStored,
} from "../editions/editions";
import { insertPages } from "../editions/pages";
import { publish, withEventTransaction } from "../events/log";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { placedPictures } from "../report/placed-pictures";
import type { readReport } from "../report/worker-tasks";
import type { PlacedText } from "../report-import/drawn-text";
import { storedDrawnText } from "../sources/drawn-text";
import { addedPdfOf, sourceOfEdition } from "../sources/store";
import type { FigurePlace } from "../word-boxes/model";
import { runInWorker, runKeyed, type Task } from "../workers/run";
import { PLACE_ON_PAGES } from "./edition-pages";
import { storeFolderSource } from "./folder-source";
import { endImportJob } from "./import-jobs/jobs";

/** Placeholder user for the fair queue, because editions that come from files don't belong to a user. */
const NOBODY = "content";

const READ_REPORT: Task<typeof readReport> = {
  file: "lib/report/worker-tasks.ts",
  name: "readReport",
  lane: "file",
  isKeptElsewhere: true,
  tooMuch: "too-much-work.report",
};

/**
 * Reports up to this length, in UTF-16 code units of Markdown, are parsed in this process, which takes a few tenths of
 * a second. A longer report would block the server for seconds, and parsing needs a hundred times as much memory as the
 * report itself.
 */
const READ_HERE = 100_000;

interface Addition {
  /** Proof that the user who adds the edition in the app is authorized; undefined if it comes from a file. */
  permit?: Authorized<null, "report.add"> | Authorized<OfReport, "edition.add">;
  /** The source that the edition was created from. */
  sourceId?: string;
  /** The PDF that was added to the former edition, and stays with this one. */
  pdfId?: string;
  /** Where the pictures are on the pages of the source, if known. */
  figures?: readonly FigurePlace[];
  /** Called with the current edition, inside the transaction, when it can no longer change. */
  isWanted?(tx: Transaction, current: Edition | null): boolean | Promise<boolean>;
  /** Called with the new edition, inside the transaction. */
  onStored?(tx: Transaction, edition: EditionText): Promise<void>;
}

/**
 * Stores a report as its next edition and places every highlight in it, atomically. Does nothing if the content is the
 * same as that of the current edition.
 *
 * @param report the parsed `markdown`
 * @returns the current edition afterwards
 */
export async function addEdition(
  db: Database,
  report: Report,
  markdown: string,
  { permit, sourceId, pdfId, figures, isWanted = () => true, onStored }: Addition = {},
): Promise<Edition> {
  const { slug, text } = report;
  // Comparing texts is slow and the transaction blocks all other changes. So most of the comparing is done now, and
  // only the rest in the transaction.
  const before = new CarriedBefore();
  const scene = (source: Database | Transaction) => () =>
    sceneOfSource(source, sourceId ?? null, () => placedPictures(report), pdfId);
  await carryHighlights(db, { report: slug, text, scene: scene(db) }, before, { person: permit?.actor.id ?? NOBODY });
  return withEventTransaction(db, async (tx) => {
    const current = await currentEdition(tx, slug);
    const wanted = await isWanted(tx, current);
    if (current && !wanted) return current;
    const { edition, isNew } = await storeEdition(tx, report, markdown, {
      createdById: permit?.actor.id ?? null,
      sourceId: sourceId ?? null,
      figures: figures ?? null,
    });
    if (!isNew) return edition;
    if (sourceId !== undefined) await endImportJob(tx, sourceId);
    await placeInEdition(tx, { ...edition, scene: scene(tx) }, before);
    const { id: subjectId, ordinal: version } = edition;
    const actorId = permit?.actor.id ?? null;
    if (permit) await auditBy(tx, permit.actor, "edition.added", subjectId, { title: edition.title, ordinal: version });
    await publish(tx, { kind: "edition.stored", report: slug, subjectId, version, actorId });
    await onStored?.(tx, edition);
    return edition;
  });
}

/**
 * Stores a file as the next edition of its report, unless the file has been an edition before. An unchanged file must
 * not undo newer editions that were added in the app.
 *
 * @param folder the folder that contains the file, its source and its pictures
 * @throws UserError `report-format` if the file isn't a report
 */
export async function addFromFile(db: Database, markdown: string, slug: string, folder: string): Promise<Edition> {
  const report = await readMarkdown(markdown, slug);
  const sourceId = (await wasStored(db, slug, markdown)) ? undefined : await storeFolderSource(db, folder, report);
  return addEdition(db, report, markdown, {
    ...(sourceId !== undefined && { sourceId }),
    isWanted: async (tx) => !(await wasStored(tx, slug, markdown)),
  });
}

/**
 * Parses an edition again with this version's rules, and stores the result as the next edition if that edition is still
 * current.
 */
export async function readAgain(db: Database, { id, report }: Edition): Promise<Edition> {
  const markdown = await editionMarkdown(db, id);
  if (markdown === null) throw new Error(`Edition ${id} of ${report} no longer exists.`);
  const read = await readMarkdown(markdown, report);
  // The new edition keeps the source, because the pictures are stored with it.
  const source = await sourceOfEdition(db, id);
  const pdf = await addedPdfOf(db, id);
  const placed = pdf && (await placedOn(db, pdf.id, read.text));
  return addEdition(db, read, markdown, {
    ...(source && { sourceId: source.id, figures: await figurePlaces(db, id) }),
    ...(pdf && { pdfId: pdf.id }),
    isWanted: (_, current) => current?.id === id,
    onStored: (tx, edition) => keepAddedPdf(tx, id, edition.id, placed),
  });
}

/** The words of a text on the pages of a PDF that was added to a former edition; null if they are no longer known. */
async function placedOn(db: Database, pdfId: string, text: string): Promise<PlacedText | null> {
  const drawn = await storedDrawnText(db, pdfId);
  return drawn && runKeyed(PLACE_ON_PAGES, { key: { pdfId, text }, input: () => ({ drawn, text }) }, NOBODY);
}

/**
 * Keeps the PDF that was added to an edition, unless it has been removed.
 *
 * @param placed the words of the new edition on its pages, in which its page numbers are found
 */
async function keepAddedPdf(
  tx: Transaction,
  from: string,
  editionId: string,
  placed: PlacedText | null,
): Promise<void> {
  const added = await tx.addedPdf.findUnique({ where: { editionId: from } });
  if (!added) return;
  await tx.addedPdf.create({ data: { ...added, editionId, pages: null } });
  if (placed) await insertPages(tx, editionId, placed.pages);
}

function readMarkdown(markdown: string, slug: string): Report | Promise<Report> {
  if (markdown.length <= READ_HERE) return parseReport(markdown, slug);
  return runInWorker(READ_REPORT, { markdown, slug }, NOBODY);
}
