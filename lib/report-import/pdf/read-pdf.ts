import { UserError } from "../../errors";
import type { OnProgress } from "../progress";
import type { OutlineEntry, Page } from "./page";
import { Pdfium } from "./pdfium";
import { readPage } from "./read-page";

/** Maximum number of pages; the longest reports have a thousand. */
const MAX_PAGES = 5000;
/** Maximum number of outline entries and maximum depth: an outline can contain a cycle. */
const MAX_OUTLINE = 5000;
const MAX_OUTLINE_DEPTH = 6;

/** Maximum memory of the engine, in bytes: a page with an image of 100 megapixels stays below it. */
const MAX_ENGINE_BYTES = 768 * 1024 * 1024;
/** Maximum number of characters: about five thousand dense pages. Each character takes about 200 bytes. */
const MAX_GLYPHS = 4_000_000;

/** PDFium's error codes for files that it cannot open. */
const PASSWORD = 4;
const SECURITY = 5;

/** The content of a PDF. */
export interface PdfFile {
  pages: Page[];
  outline: OutlineEntry[];
  /** The metadata in the file; empty if missing. */
  title: string;
  author: string;
}

/**
 * Reads a PDF's pages. Nothing in it is executed, and nothing is fetched.
 *
 * @param onProgress called before each page
 * @throws UserError `pdf-password`, `pdf-damaged`, `pdf-too-long`, `pdf-too-large`
 */
export async function readPdf(bytes: Uint8Array, onProgress: OnProgress = () => {}): Promise<PdfFile> {
  const engine = await Pdfium.start();
  try {
    return readWith(engine, bytes, onProgress);
  } catch (error) {
    // The engine traps on invalid states and is unusable afterwards.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) throw refusal(0);
    throw error;
  }
}

function readWith(engine: Pdfium, bytes: Uint8Array, onProgress: OnProgress): PdfFile {
  const { api } = engine;
  const data = engine.copyIn(bytes);
  const document = api.FPDF_LoadMemDocument(data, bytes.length, "");
  if (document === 0) throw refusal(api.FPDF_GetLastError());
  try {
    const count = api.FPDF_GetPageCount(document);
    if (count > MAX_PAGES) {
      throw new UserError("pdf-too-long", { count, max: MAX_PAGES });
    }
    if (count < 1) throw refusal(0);
    const pages: Page[] = [];
    let glyphs = 0;
    for (let index = 0; index < count; index++) {
      onProgress({ stage: "pages", page: index + 1, pages: count });
      const page = readPage(engine, document, index);
      glyphs += page.glyphs.length;
      if (glyphs > MAX_GLYPHS || engine.bytes > MAX_ENGINE_BYTES) {
        throw new UserError("pdf-too-large.pages", { read: index, count });
      }
      pages.push(page);
    }
    const about = (key: string) =>
      engine.utf16((buffer, length) => api.FPDF_GetMetaText(document, key, buffer, length)).trim();
    return { pages, outline: readOutline(engine, document), title: about("Title"), author: about("Author") };
  } finally {
    api.FPDF_CloseDocument(document);
    engine.free(data);
    api.FPDF_DestroyLibrary();
  }
}

function refusal(error: number): UserError {
  if (error === PASSWORD || error === SECURITY) {
    return new UserError("pdf-password");
  }
  return new UserError("pdf-damaged");
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
