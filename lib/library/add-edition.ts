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
import { publish, withEventTransaction } from "../events/log";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { placedPictures } from "../report/placed-pictures";
import type { readReport } from "../report/worker-tasks";
import { sourceOfEdition, sourceWithId } from "../sources/store";
import type { FigurePlace } from "../word-boxes/model";
import { runInWorker, type Task } from "../workers/run";
import { hasPages } from "./edition-pages";
import { storeFolderSource } from "./folder-source";
import { endImportJob } from "./import-jobs/jobs";
import { addedPdfFor, type KeptPdf, keepPdf, keptPdf } from "./kept-pdf";

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
  pdf?: KeptPdf | null;
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
  { permit, sourceId, pdf, figures, isWanted = () => true, onStored }: Addition = {},
): Promise<Edition> {
  const { slug, text } = report;
  // Comparing texts is slow and the transaction blocks all other changes. So most of the comparing is done now, and
  // only the rest in the transaction.
  const before = new CarriedBefore();
  const scene = (source: Database | Transaction) => () =>
    sceneOfSource(source, sourceId ?? null, () => placedPictures(report), pdf?.source.id);
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
    if (pdf) await keepPdf(tx, pdf, edition.id);
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
  const isKnown = await wasStored(db, slug, markdown);
  const sourceId = isKnown ? undefined : await storeFolderSource(db, folder, report);
  const current = isKnown ? null : await currentEdition(db, slug);
  const source = sourceId === undefined ? null : await sourceWithId(db, sourceId);
  const hasOwnPages = source !== null && (await hasPages(db, source));
  return addEdition(db, report, markdown, {
    ...(sourceId !== undefined && { sourceId }),
    pdf: await keptPdf(db, current?.id, { text: report.text, hasOwnPages, person: NOBODY }),
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
  return addEdition(db, read, markdown, {
    ...(source && { sourceId: source.id, figures: await figurePlaces(db, id) }),
    pdf: await addedPdfFor(db, id, { text: read.text, person: NOBODY }),
    isWanted: (_, current) => current?.id === id,
  });
}

function readMarkdown(markdown: string, slug: string): Report | Promise<Report> {
  if (markdown.length <= READ_HERE) return parseReport(markdown, slug);
  return runInWorker(READ_REPORT, { markdown, slug }, NOBODY);
}
