import { UserError } from "../../errors";
import type { Language } from "../../report/model";
import { MAX_COMMENTS } from "../comments";
import type { OnProgress } from "../progress";
import type { Annotation } from "./annotations";
import { CyrillicCodes } from "./cyrillic-codes";
import { type OpenPdf, refusingTraps } from "./open-pdf";
import type { OutlineEntry, Page } from "./page";
import type { Pdfium } from "./pdfium";
import { readPage } from "./read-page";
import { type ReadScans, readScans, type ScanOptions } from "./read-scans";
import { pagesOfScans } from "./scanned-pages";
import { isRecognized, type TextLayer } from "./text-layer";

/** Maximum number of pages. The longest reports have about a thousand. */
const MAX_PAGES = 5000;
/** Maximum number of outline entries, and maximum depth of the outline. An outline can contain a cycle. */
const MAX_OUTLINE = 5000;
const MAX_OUTLINE_DEPTH = 6;

/** Maximum memory that the engine can use, in bytes. This is enough for a page with a 100-megapixel image. */
const MAX_ENGINE_BYTES = 704 * 1024 * 1024;
/** Maximum number of pixels in a scanned image. A3 at 600 dpi has 70 million. */
const MAX_PIXELS = 80_000_000;
/**
 * Maximum number of characters, which is enough for about five thousand dense pages. Each character takes about 200
 * bytes.
 */
const MAX_GLYPHS = 4_000_000;

/** The content of a PDF. */
export interface PdfFile {
  pages: Page[];
  /** The comments and highlights on the pages. */
  annotations: Annotation[];
  /** Whether the file has more of them than are read. */
  hasMoreAnnotations: boolean;
  outline: OutlineEntry[];
  /** The metadata in the file; its fields are empty if missing. */
  title: string;
  author: string;
  /** The programs that wrote the file. */
  producer: string;
  /** The languages that could be recognized; undefined if there are no scanned pages. */
  ocrLanguages?: readonly Language[];
}

/**
 * Reads the pages of a PDF. The text of scanned pages is recognized.
 *
 * @param onProgress called before each page; scans come after all other pages
 * @param onPage called with each page once its text is known
 * @throws UserError `pdf-damaged`, `pdf-too-long`, `pdf-too-large`, `pdf-scan-too-long`
 */
export function readPdf(
  pdf: OpenPdf,
  scanOptions: ScanOptions = {},
  onProgress: OnProgress = () => {},
  onPage: (page: Page) => void = () => {},
): Promise<PdfFile> {
  return refusingTraps(pdf.engine, () => readWith(pdf, scanOptions, onProgress, onPage));
}

async function readWith(
  { engine, document }: OpenPdf,
  scanOptions: ScanOptions,
  onProgress: OnProgress,
  onPage: (page: Page) => void,
): Promise<PdfFile> {
  const { api } = engine;
  const mode = scanOptions.recognize ?? "auto";
  const count = api.FPDF_GetPageCount(document);
  if (count > MAX_PAGES) {
    throw new UserError("pdf-too-long", { count, max: MAX_PAGES });
  }
  if (count < 1) throw new UserError("pdf-damaged");
  const reached = progressOf(count, onProgress);
  const pages: Page[] = [];
  const scans: Page[] = [];
  const codes = new CyrillicCodes();
  const layers = new Map<Page, TextLayer>();
  const annotations: Annotation[] = [];
  let glyphs = 0;
  for (let index = 0; index < count; index++) {
    reached(index - scans.length);
    const read = readPage({ engine, document }, index, MAX_COMMENTS + 1 - annotations.length);
    if (!read) throw tooLarge(index, count);
    const { page, layer } = read;
    annotations.push(...read.annotations);
    glyphs += page.glyphs.length;
    if (glyphs > MAX_GLYPHS || engine.bytes > MAX_ENGINE_BYTES) throw tooLarge(index, count);
    pages.push(page);
    codes.add(page);
    if (!isRecognized(layer, mode)) {
      onPage(codes.decoded(page, undefined).page);
      continue;
    }
    if (layer.pixels > MAX_PIXELS) {
      const megapixels = Math.round(layer.pixels / 1_000_000);
      throw new UserError("pdf-too-large.picture", { page: index + 1, megapixels });
    }
    scans.push(page);
    layers.set(page, layer);
  }
  const unreadable = scans.filter((page) => {
    const decoded = codes.decoded(page, layers.get(page)!);
    const isReadable = !isRecognized(decoded.layer, mode);
    if (isReadable) onPage(decoded.page);
    return !isReadable;
  });
  const recognized = await recognize(unreadable);
  const about = (key: string) =>
    engine.utf16((buffer, length) => api.FPDF_GetMetaText(document, key, buffer, length)).trim();
  return {
    pages: pages.map((page) => recognized?.pages.get(page.index) ?? codes.decoded(page, undefined).page),
    annotations: annotations.slice(0, MAX_COMMENTS),
    hasMoreAnnotations: annotations.length > MAX_COMMENTS,
    outline: readOutline(engine, document),
    title: about("Title"),
    author: about("Author"),
    producer: `${about("Creator")} ${about("Producer")}`,
    ...(recognized && { ocrLanguages: recognized.languages }),
  };

  async function recognize(scans: readonly Page[]): Promise<ReadScans | undefined> {
    if (scans.length === 0) return undefined;
    let done = count - scans.length;
    return await readScans(engine, document, scans, scanOptions, {
      onStart: (index) => {
        reached(done++);
        if (engine.bytes > MAX_ENGINE_BYTES) throw tooLarge(index, count);
      },
      onScan: (scan) => pagesOfScans([scan]).forEach(onPage),
    });
  }
}

/** Reports each page count only once, even if it is passed repeatedly. */
function progressOf(pages: number, onProgress: OnProgress): (done: number) => void {
  let last = -1;
  return (done) => {
    if (done === last) return;
    last = done;
    onProgress({ stage: "pages", page: done + 1, pages });
  };
}

function tooLarge(read: number, count: number): UserError {
  return new UserError("pdf-too-large.pages", { read, count });
}

function readOutline(engine: Pdfium, document: number): OutlineEntry[] {
  const { api } = engine;
  const entries: OutlineEntry[] = [];
  const seen = new Set<number>();
  const visit = (parent: number, level: number): void => {
    let entry = api.FPDFBookmark_GetFirstChild(document, parent);
    for (
      ;
      entry !== 0 && !seen.has(entry) && entries.length < MAX_OUTLINE;
      entry = api.FPDFBookmark_GetNextSibling(document, entry)
    ) {
      seen.add(entry);
      const current = entry;
      const title = engine.utf16((buffer, length) => api.FPDFBookmark_GetTitle(current, buffer, length));
      entries.push({ title, level });
      if (level < MAX_OUTLINE_DEPTH) visit(entry, level + 1);
    }
  };
  visit(0, 1);
  return entries;
}
