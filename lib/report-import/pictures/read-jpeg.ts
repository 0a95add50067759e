import { UserError } from "../../errors";
import type { GreyImage } from "../ocr/image";
import { type OpenPdf, refusingTraps, withPdf } from "../pdf/open-pdf";
import { jpegFrame } from "./header";

/** Maximum width and height of the result, in pixels. The engine makes larger pictures smaller. */
const MAX_SIDE = 512;

/** PDFium's constants for a bitmap format with 1 byte per pixel, and for the colour white. */
const GREY = 1;
const WHITE = 0xffffffff;

/** The colour spaces that browsers and PDFium show in the same way, by their number of colours. */
const SPACES: Readonly<Record<number, string>> = { 1: "DeviceGray", 3: "DeviceRGB" };

/**
 * Decodes a JPEG to grey, made smaller. PDFium has a decoder for JPEG, so the picture becomes the page of a PDF.
 *
 * @returns undefined if the file is damaged, or shown turned or mirrored
 */
export async function readJpeg(bytes: Uint8Array): Promise<GreyImage | undefined> {
  const frame = jpegFrame(bytes);
  const space = frame && SPACES[frame.colours];
  if (!space || frame.orientation !== 1 || frame.width * frame.height === 0) return undefined;
  const scale = Math.min(1, MAX_SIDE / Math.max(frame.width, frame.height));
  const size = { width: Math.ceil(frame.width * scale), height: Math.ceil(frame.height * scale) };
  try {
    return await withPdf(pageOf(bytes, frame, space), async (pdf) => refusingTraps(pdf.engine, () => draw(pdf, size)));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A PDF with one page that shows only the picture. */
function pageOf(bytes: Uint8Array, { width, height }: { width: number; height: number }, space: string): Uint8Array {
  const image =
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${space} ` +
    `/BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length} >>`;
  const content = "1 0 0 1 0 0 cm /I Do";
  const parts = [
    "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n" +
      "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n" +
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 1 1] /Contents 4 0 R " +
      "/Resources << /XObject << /I 5 0 R >> >> >> endobj\n" +
      `4 0 obj << /Length ${content.length} >> stream\n${content}\nendstream endobj\n5 0 obj ${image} stream\n`,
    bytes,
    "\nendstream endobj\ntrailer << /Root 1 0 R >>\n",
  ];
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
}

function draw({ engine, document }: OpenPdf, { width, height }: { width: number; height: number }) {
  const { api } = engine;
  const page = api.FPDF_LoadPage(document, 0);
  if (page === 0) return undefined;
  const pixels = engine.allocate(width * height);
  const bitmap = api.FPDFBitmap_CreateEx(width, height, GREY, pixels, width);
  try {
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
    return { width, height, pixels: engine.copyOut(pixels, width * height) };
  } finally {
    api.FPDFBitmap_Destroy(bitmap);
    engine.free(pixels);
    api.FPDF_ClosePage(page);
  }
}
