import { DPI } from "../ocr/engine";
import type { GreyImage } from "../ocr/image";
import type { Pdfium } from "./pdfium";

/** Maximum width and height of a page image, in pixels. This is enough for A3 at 300 dpi. */
const MAX_SIDE = 5000;
/** Minimum width and height. Smaller pages have no text. */
const MIN_SIDE = 16;
/** PDFium's constants for a bitmap format with 1 byte per pixel, and for the colour white. */
const GREY = 1;
const WHITE = 0xffffffff;

/** The image of a page. */
export interface RenderedPage {
  image: GreyImage;
  /** Pixels per point. */
  scale: number;
}

/** Draws a page as a grey image for text recognition. Returns undefined for a page that cannot be drawn. */
export function renderPage(engine: Pdfium, document: number, index: number): RenderedPage | undefined {
  const { api } = engine;
  const page = api.FPDF_LoadPage(document, index);
  if (page === 0) return undefined;
  try {
    const [pageWidth, pageHeight] = [api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)];
    const scale = Math.min(DPI / 72, MAX_SIDE / Math.max(pageWidth, pageHeight));
    const [width, height] = [Math.round(pageWidth * scale), Math.round(pageHeight * scale)];
    if (!(width >= MIN_SIDE && height >= MIN_SIDE)) return undefined;
    const pixels = engine.allocate(width * height);
    const bitmap = api.FPDFBitmap_CreateEx(width, height, GREY, pixels, width);
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
      return { image: { width, height, pixels: engine.copyOut(pixels, width * height) }, scale };
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
      engine.free(pixels);
    }
  } finally {
    api.FPDF_ClosePage(page);
  }
}
