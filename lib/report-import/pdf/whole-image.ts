import { createHash } from "node:crypto";
import { readHeader } from "../pictures/header";
import type { OpenPdf } from "./open-pdf";
import type { EmbeddedImage } from "./page";
import type { Pdfium } from "./pdfium";

/** Maximum difference between the edges of an image and of the area to which it is clipped, in points. */
const SAME_EDGE = 0.5;
/**
 * PDFium's code for the colour space of photographs from cameras. CMYK is left out, because browsers show it
 * differently.
 */
const DEVICE_GREY = 1;
const DEVICE_RGB = 2;
const ICC_BASED = 7;
/** PDFium's code for a bitmap format with transparency. */
const BGRA = 4;

/** An image that a page shows as a whole. */
interface WholeImage {
  /** An identifier that is equal for images that look the same on their pages, apart from their size. */
  key: string;
  /** The JPEG file from which the image was made, if the page shows it as it is. */
  original?: Uint8Array;
}

/**
 * Reads an image from a page. Undefined if the page shows only a part of it, or makes it transparent.
 *
 * @param page a page of the document
 */
export function wholeImageOf(pdf: OpenPdf, page: number, image: EmbeddedImage): WholeImage | undefined {
  const { engine } = pdf;
  const { api } = engine;
  const object = image.object === undefined ? 0 : api.FPDFPage_GetObject(page, image.object);
  if (object === 0 || api.FPDFPageObj_HasTransparency(object) || isClipped(engine, object)) return undefined;
  if (!isOpaque(pdf, page, object)) return undefined;
  const bytes = engine.bytesOf((buffer, length) => api.FPDFImageObj_GetImageDataRaw(object, buffer, length));
  const rotation = api.FPDFPage_GetRotation(page);
  const turns = turnsOf(engine, object);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const key = [hash, image.width, image.height, rotation, ...turns].join(" ");
  const isAsInFile = rotation === 0 && turns.join(" ") === "1 0 0 1" && isPhotograph(engine, page, object);
  return { key, ...(isAsInFile && readHeader(bytes)?.mediaType === "image/jpeg" && { original: bytes }) };
}

/** Whether an image is a JPEG with the usual colours. */
function isPhotograph(engine: Pdfium, page: number, object: number): boolean {
  const { api } = engine;
  if (api.FPDFImageObj_GetImageFilterCount(object) !== 1) return false;
  const filter = engine.utf8((buffer, length) => api.FPDFImageObj_GetImageFilter(object, 0, buffer, length));
  return filter === "DCTDecode" && hasUsualColours(engine, page, object);
}

/** How an image is turned and mirrored: the entries of its matrix, as shares of the largest one. */
function turnsOf(engine: Pdfium, object: number): number[] {
  return engine.scratch(24, (matrix) => {
    engine.fast.FPDFPageObj_GetMatrix(object, matrix);
    const [a, b, c, d] = [0, 1, 2, 3].map((n) => engine.float(matrix, n)) as [number, number, number, number];
    const [across, down] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
    return [a / across, b / across, c / down, d / down].map((part) => Math.round(100 * part) / 100 + 0);
  });
}

/** Whether the image is clipped to anything other than a rectangle around it. */
function isClipped(engine: Pdfium, object: number): boolean {
  const { api, fast } = engine;
  const clip = api.FPDFPageObj_GetClipPath(object);
  const paths = clip === 0 ? 0 : api.FPDFClipPath_CountPaths(clip);
  if (paths <= 0) return false;
  return engine.scratch(16, (at) => {
    fast.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12);
    const [left, bottom, right, top] = [0, 1, 2, 3].map((n) => engine.float(at, n)) as [number, number, number, number];
    for (let path = 0; path < paths; path++) {
      const count = api.FPDFClipPath_CountPathSegments(clip, path);
      if (count < 4 || count > 6) return true;
      for (let n = 0; n < count; n++) {
        fast.FPDFPathSegment_GetPoint(api.FPDFClipPath_GetPathSegment(clip, path, n), at, at + 4);
        const [x, y] = [engine.float(at), engine.float(at, 1)];
        const isBeside = x < left + SAME_EDGE || x > right - SAME_EDGE;
        const isAboveOrBelow = y < bottom + SAME_EDGE || y > top - SAME_EDGE;
        if (!(isBeside && isAboveOrBelow)) return true;
      }
    }
    return false;
  });
}

function hasUsualColours(engine: Pdfium, page: number, object: number): boolean {
  // The structure has 7 fields of 4 bytes; the fifth is the number of bits per pixel, and the sixth the colour space.
  return engine.scratch(28, (metadata) => {
    if (!engine.api.FPDFImageObj_GetImageMetadata(object, page, metadata)) return false;
    const [bits, space] = [engine.int(metadata + 16), engine.int(metadata + 20)];
    return (bits === 8 || bits === 24) && [DEVICE_GREY, DEVICE_RGB, ICC_BASED].includes(space);
  });
}

/** Whether no mask hides a part of the image. */
function isOpaque({ engine, document }: OpenPdf, page: number, object: number): boolean {
  const { api } = engine;
  const bitmap = api.FPDFImageObj_GetRenderedBitmap(document, page, object);
  if (bitmap === 0) return false;
  try {
    if (api.FPDFBitmap_GetFormat(bitmap) !== BGRA) return true;
    const length = api.FPDFBitmap_GetStride(bitmap) * api.FPDFBitmap_GetHeight(bitmap);
    const pixels = engine.copyOut(api.FPDFBitmap_GetBuffer(bitmap), length);
    for (let at = 3; at < length; at += 4) if (pixels[at] !== 255) return false;
    return true;
  } finally {
    api.FPDFBitmap_Destroy(bitmap);
  }
}
