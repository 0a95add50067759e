import "server-only";
import type { Database, Transaction } from "../db/database";
import { insertPages } from "../editions/pages";
import { UserError } from "../errors";
import type { PlacedText, placeOnPages } from "../report-import/drawn-text";
import { storedDrawnText } from "../sources/drawn-text";
import type { UploadedSource } from "../sources/schemas";
import { addedPdfOf } from "../sources/store";
import { isSameText, type ShownWords } from "../word-boxes/queries";
import { runKeyed, type Task } from "../workers/run";
import { PLACE_ON_PAGES } from "./edition-pages";
import type { EditionPreview } from "./edition-schemas";

/** Like `PLACE_ON_PAGES`, for a user who waits for the preview, which is often requested again. */
const PLACE_NOW: Task<typeof placeOnPages> = {
  ...PLACE_ON_PAGES,
  lane: "file",
  isKeptElsewhere: false,
  tooMuch: "too-much-work.file",
};

/** The PDF that was added to an edition, and could also be that of the next edition. */
export interface KeptPdf {
  /** Id of the edition that it was added to. */
  from: string;
  source: UploadedSource;
  /** The words of the next edition on its pages; null if they have to be read again. */
  placed: PlacedText | null;
  /** How much of the next edition it shows. */
  shows: ShownWords;
}

/** The edition that is about to be added. */
interface NextEdition {
  text: string;
  /** The user who adds it, for fair queueing. */
  person: string;
  /** Whether its file has pages, which are shown instead. */
  hasOwnPages: boolean;
}

/**
 * Finds the words of a text on the pages of the PDF that was added to an edition.
 *
 * @returns null if there is no such PDF
 */
export async function addedPdfFor(
  db: Database,
  editionId: string,
  { text, person }: Pick<NextEdition, "text" | "person">,
): Promise<KeptPdf | null> {
  const source = await addedPdfOf(db, editionId);
  const added = await db.addedPdf.findUnique({ where: { editionId }, select: { words: true, shown: true } });
  if (!source || !added) return null;
  const drawn = await storedDrawnText(db, source.id);
  const key = { pdf: source.id, text };
  const placed = drawn && (await runKeyed(PLACE_NOW, { key, input: () => ({ drawn, text }) }, person));
  const { words, shown } = placed ?? added;
  return { from: editionId, source, placed, shows: { words, shown } };
}

/**
 * The PDF of the current edition that the next one keeps.
 *
 * @param current id of the current edition; undefined for a new report
 * @param isWanted whether the user wants to keep it
 * @returns null if there is none, or if it shows too little of the text
 */
export async function keptPdf(
  db: Database,
  current: string | undefined,
  next: NextEdition,
  isWanted = true,
): Promise<KeptPdf | null> {
  if (current === undefined || next.hasOwnPages || !isWanted) return null;
  const pdf = await addedPdfFor(db, current, next);
  return pdf && isSameText(pdf.shows) ? pdf : null;
}

/** What the preview of the next edition says about the PDF of the current one. @param current as in `keptPdf` */
export async function pdfInPreview(
  db: Database,
  current: string | undefined,
  next: NextEdition,
): Promise<EditionPreview["pdf"]> {
  const source = current === undefined ? null : await addedPdfOf(db, current);
  if (!source || current === undefined) return null;
  const pdf = next.hasOwnPages ? null : await addedPdfFor(db, current, next);
  return { name: source.name, shows: pdf && { ...pdf.shows, isEnough: isSameText(pdf.shows) } };
}

/**
 * Makes the PDF of the former edition that of a new one as well.
 *
 * @throws UserError `edition-superseded` (409) if the former edition has another PDF by now, or none
 */
export async function keepPdf(
  tx: Transaction,
  { from, source, placed, shows }: KeptPdf,
  editionId: string,
): Promise<void> {
  const added = await tx.addedPdf.findUnique({ where: { editionId: from } });
  if (added?.sourceId !== source.id) throw new UserError("edition-superseded.pdf");
  await tx.addedPdf.create({ data: { ...added, ...shows, editionId, pages: null } });
  if (placed) await insertPages(tx, editionId, placed.pages);
}
