import { type Annotation, readAnnotations } from "./annotations";
import type { OpenPdf } from "./open-pdf";
import type { Page } from "./page";
import { frameOf } from "./page-frame";
import type { Pdfium } from "./pdfium";
import { FORM_OBJECT, MAX_FORM_DEPTH, readDrawings, TEXT_OBJECT } from "./read-drawings";
import { readGlyphs } from "./read-glyphs";
import { taggedContentOf } from "./tagged-content";
import { NO_TEXT, type TextLayer } from "./text-layer";

/**
 * Maximum number of pieces of text per page. PDFium takes quadratic time for them. A dense page has about ten thousand,
 * if each character is a piece.
 */
const MAX_TEXT_OBJECTS = 30_000;

interface ReadPage {
  page: Page;
  layer: TextLayer;
  annotations: Annotation[];
}

/**
 * Reads one page of an open document, and describes its text layer.
 *
 * @param room the maximum number of annotations to read
 * @returns undefined if the page has too many pieces of text
 */
export function readPage({ engine, document }: OpenPdf, index: number, room: number): ReadPage | undefined {
  const { api } = engine;
  const page = api.FPDF_LoadPage(document, index);
  const label = engine.utf16((buffer, length) => api.FPDF_GetPageLabel(document, index, buffer, length));
  if (page === 0) {
    const empty = { index, label, width: 0, height: 0, glyphs: [], rules: [], drawings: [] };
    return { page: empty, layer: NO_TEXT, annotations: [] };
  }
  try {
    if (hasTooMuchText(engine, page)) return undefined;
    const frame = frameOf(engine, page);
    const tagged = taggedContentOf({ engine, document }, page);
    const { glyphs, unmapped } = readGlyphs(engine, page, frame, tagged !== undefined);
    const { rules, drawings, ...drawn } = readDrawings(engine, page, frame, tagged?.alternativeTexts ?? new Map());
    const { width, height } = frame;
    return {
      page: { index, label, width, height, glyphs, rules, drawings, ...(tagged && { cells: tagged.cells }) },
      layer: { characters: glyphs.length, unmapped, ...drawn },
      annotations: readAnnotations(engine, page, index, (x, y) => [frame.x(x, y), frame.y(x, y)], room),
    };
  } finally {
    api.FPDF_ClosePage(page);
  }
}

function hasTooMuchText({ fast }: Pdfium, page: number): boolean {
  let left = MAX_TEXT_OBJECTS;
  const visit = (object: number, depth: number): void => {
    const type = fast.FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) left--;
    if (type !== FORM_OBJECT || depth >= MAX_FORM_DEPTH) return;
    const count = fast.FPDFFormObj_CountObjects(object);
    for (let n = 0; n < count && left >= 0; n++) visit(fast.FPDFFormObj_GetObject(object, n), depth + 1);
  };
  const count = fast.FPDFPage_CountObjects(page);
  for (let n = 0; n < count && left >= 0; n++) visit(fast.FPDFPage_GetObject(page, n), 0);
  return left < 0;
}
