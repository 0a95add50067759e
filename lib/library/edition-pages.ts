import "server-only";
import { type Actor, may } from "../accounts/policy";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database } from "../db/database";
import { editionReport, figurePlaces } from "../editions/editions";
import { storedPages, storePages, wordsOnPage } from "../editions/pages";
import { UserError } from "../errors";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import type { placeOnPages } from "../report-import/drawn-text";
import type { readDrawnText } from "../report-import/read-drawn-text";
import type { Recognition } from "../report-import/recognition";
import { SIGNATURE_BYTES, signatureOf } from "../report-import/signature";
import { storeDrawnText, storedDrawnText } from "../sources/drawn-text";
import { sourceBytes, withSourceFile } from "../sources/store";
import { BUSY } from "../workers/fair-queue";
import { runKeyed, type Task } from "../workers/run";
import type { EditionPages } from "./edition-page-schemas";

export const READ_DRAWN: Task<typeof readDrawnText> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "readDrawnText",
  lane: "background",
  isKeptElsewhere: true,
  tooMuch: "too-much-work.job",
};

export const PLACE_ON_PAGES: Task<typeof placeOnPages> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "placeOnPages",
  lane: "background",
  isKeptElsewhere: true,
  tooMuch: "too-much-work.job",
};

/** How long a request waits for the pages before it answers that they are being prepared, in milliseconds. */
const PATIENCE = 2_000;

/** The editions whose pages are being prepared in this process, and those for which it failed. */
const preparing = () => processSingleton("edition-pages", () => new Map<string, Promise<void>>());

/**
 * The pages of the file that an edition was created from, or of the PDF that was added to it. When they are needed for
 * the first time, the edition's words are found on the pages, and for an edition that an earlier version added, the file
 * is read again.
 *
 * @param ms how long to wait for that
 * @throws UserError `no-such-edition` (404)
 */
export async function pagesOfEdition(
  db: Database,
  actor: Actor,
  id: string,
  ms: number = PATIENCE,
): Promise<EditionPages> {
  const where = { id, ...IN_CURRENT_REPORT };
  const edition = await db.edition.findUnique({ where, select: { report: true, ...FILES } });
  if (!edition || !may(actor, "report.read", edition)) throw new UserError("no-such-edition");
  const source = pagedFile(edition);
  if (!source) return NONE;
  // The pictures were cut out of the edition's own file.
  const figures = edition.addedPdf ? [] : await figurePlaces(db, id);
  const known = await storedPages(db, id);
  if (known.length > 0) return { state: "ready", source: source.id, pages: known, figures };
  if (!(await hasPages(db, source))) return NONE;
  const work = preparePages(db, id);
  const isDone = await Promise.race([work.then(() => true), wait(ms)]);
  if (!isDone) return { state: "preparing", source: null, pages: [], figures: [] };
  const pages = await storedPages(db, id);
  return pages.length > 0 ? { state: "ready", source: source.id, pages, figures } : NONE;
}

/**
 * The boxes of the words on a page of an edition, encoded (`lib/word-boxes`) and compressed with gzip.
 *
 * @throws UserError `no-such-edition` (404)
 */
export async function pageOfEdition(db: Database, actor: Actor, id: string, page: number): Promise<Uint8Array> {
  const edition = await db.edition.findUnique({ where: { id }, select: { report: true } });
  const words = edition && may(actor, "report.read", edition) ? await wordsOnPage(db, id, page) : null;
  if (!words) throw new UserError("no-such-edition");
  return words;
}

const NONE: EditionPages = { state: "none", source: null, pages: [], figures: [] };

const SOURCE = { id: true, size: true, name: true, hash: true, recognize: true } as const;
const FILES = { source: { select: SOURCE }, addedPdf: { select: { source: { select: SOURCE } } } } as const;

/** The file whose pages are those of the edition: the PDF that was added, or the edition's own file. */
function pagedFile<File>({ source, addedPdf }: { source: File | null; addedPdf: { source: File } | null }) {
  return addedPdf?.source ?? source;
}

/** Whether a file has pages, judging by its first bytes, because its name can be wrong. */
export async function hasPages(
  db: Database,
  { id, name, size }: { id: string; name: string; size: number },
): Promise<boolean> {
  const parts: Uint8Array[] = [];
  for await (const bytes of sourceBytes(db, id, 0, Math.min(size, SIGNATURE_BYTES))) parts.push(bytes);
  return signatureOf(name, Buffer.concat(parts)) === "pdf";
}

/**
 * Finds and stores the pages of an edition that was created from a PDF. Requests at the same time share the work. Never
 * rejects.
 */
export function preparePages(db: Database, id: string): Promise<void> {
  const known = preparing().get(id);
  if (known) return known;
  const work = findPages(db, id)
    .then(() => preparing().delete(id))
    .catch((error: unknown) => {
      if (error instanceof UserError && error.code === BUSY) return preparing().delete(id);
      // The file would fail again, so it is not read again until the server restarts.
      return log.warn({ err: error, edition: id }, "the words of an edition could not be found on its pages");
    })
    .then(() => undefined);
  preparing().set(id, work);
  return work;
}

async function findPages(db: Database, id: string): Promise<void> {
  const [report, edition] = await Promise.all([
    editionReport(db, id),
    db.edition.findUnique({ where: { id }, select: FILES }),
  ]);
  const source = edition && pagedFile(edition);
  if (!report || !source) throw new UserError("no-such-edition");
  const { text, meta } = report;
  let drawn = await storedDrawnText(db, source.id);
  if (!drawn) {
    const recognize = (source.recognize ?? "auto") as Recognition;
    const read = await withSourceFile(db, source, (file) =>
      runKeyed(
        READ_DRAWN,
        { key: source.hash, input: async () => ({ content: await file(), recognize, language: meta.language }) },
        id,
      ),
    );
    if (!read) throw new Error(`The source of edition ${id} has no pages.`);
    drawn = read;
    await storeDrawnText(db, source.id, read);
  }
  const input = { drawn, text };
  const { pages } = await runKeyed(PLACE_ON_PAGES, { key: id, input: () => input }, id);
  await storePages(db, id, pages);
}

function wait(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}
