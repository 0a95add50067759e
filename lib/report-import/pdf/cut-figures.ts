import { UserError } from "../../errors";
import type { Picture } from "../../report/pictures";
import type { PictureCollector } from "../pictures/collector";
import { LIMITS } from "../pictures/limits";
import { type ColourImage, pngOf } from "../pictures/png";
import { isTrap, type OpenPdf } from "./open-pdf";
import type { Box, EmbeddedImage } from "./page";
import { wholeImageOf } from "./whole-image";

/** A region of a page to cut out. */
export interface Region extends Box {
  /** Index of the page. */
  page: number;
  /** Set if the region contains only this image. */
  image?: EmbeddedImage;
}

/** Resolution of drawings, in dots per inch. This is 2 pixels per CSS pixel, so drawings are sharp on most screens. */
const DPI = 192;
const POINTS_PER_INCH = 72;
const CSS_DPI = 96;
/** Maximum width and height of a picture, in pixels. This is enough for a poster of half a metre. */
const MAX_SIDE = 4096;
/** Maximum number of pixels of an image in the file. The engine decodes it as a whole. */
const MAX_SOURCE_PIXELS = 80_000_000;
/** Default time limit for all figures of a file, and for one of them, in milliseconds. */
const MAX_TIME = 60_000;
const MAX_TIME_EACH = 5000;

/** PDFium's constants for a bitmap format with 4 bytes per pixel, for the colour white, and for a finished drawing. */
const BGRX = 3;
const WHITE = 0xffffffff;
const DONE = 2;

/**
 * Cuts regions out of the pages of a PDF, and adds them to the collector.
 *
 * @param seconds time limit for all regions
 * @returns the picture of each region; undefined if it is left out
 */
export function cutFigures(
  { engine, document }: OpenPdf,
  regions: readonly Region[],
  collector: PictureCollector,
  seconds = MAX_TIME / 1000,
): (Picture | undefined)[] {
  const end = performance.now() + 1000 * seconds;
  /** The images that were drawn. Drawn at another place, the same image can differ in a few pixels. */
  const cutImages = new Map<string, Uint8Array>();
  let isBroken = false;
  return regions.map((region) => {
    if (isBroken) return collector.add(undefined);
    const now = performance.now();
    if (now >= end) return collector.addSlow();
    try {
      const bytes = cut(region, Math.min(end, now + MAX_TIME_EACH));
      return bytes === "slow" ? collector.addSlow() : collector.add(bytes, shownWidth(region));
    } catch (error) {
      if (!isTrap(error) && !(error instanceof UserError)) throw error;
      isBroken = isTrap(error);
      return collector.add(undefined);
    }
  });

  function cut(region: Region, deadline: number): Uint8Array | "slow" | undefined {
    const { image } = region;
    if (image && image.width * image.height > MAX_SOURCE_PIXELS) return undefined;
    const page = engine.api.FPDF_LoadPage(document, region.page);
    if (page === 0) return undefined;
    try {
      const whole = image && wholeImageOf({ engine, document }, page, image);
      const key = whole && `${whole.key} ${Math.round(shownWidth(region))}`;
      const known = key && cutImages.get(key);
      if (known) return known;
      if (whole?.original && whole.original.length <= LIMITS.bytes) return whole.original;
      for (const scale of scalesOf(region)) {
        const drawn = draw(page, region, scale, deadline);
        if (!drawn) return "slow";
        const bytes = pngOf(drawn);
        if (bytes.length > LIMITS.bytes) continue;
        if (key) cutImages.set(key, bytes);
        return bytes;
      }
      return undefined;
    } finally {
      engine.api.FPDF_ClosePage(page);
    }
  }

  /** Draws a region. Returns undefined if the engine has not finished by the deadline. */
  function draw(page: number, region: Region, scale: number, deadline: number): ColourImage | undefined {
    const { api } = engine;
    const scaled = (points: number) => Math.round(points * scale);
    const width = Math.max(1, scaled(region.x1 - region.x0));
    const height = Math.max(1, scaled(region.y1 - region.y0));
    const pageWidth = scaled(api.FPDF_GetPageWidthF(page));
    const pageHeight = scaled(api.FPDF_GetPageHeightF(page));
    const pixels = engine.allocate(width * height * 4);
    const bitmap = api.FPDFBitmap_CreateEx(width, height, BGRX, pixels, width * 4);
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      const isDone = engine.pausable(
        () => performance.now() > deadline,
        (pause) => {
          const [left, top] = [-scaled(region.x0), -scaled(region.y0)];
          const state = api.FPDF_RenderPageBitmap_Start(bitmap, page, left, top, pageWidth, pageHeight, 0, 0, pause);
          api.FPDF_RenderPage_Close(page);
          return state === DONE;
        },
      );
      return isDone ? { width, height, pixels: engine.copyOut(pixels, width * height * 4) } : undefined;
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
      engine.free(pixels);
    }
  }
}

/** The width of a region in CSS pixels. */
const shownWidth = ({ x0, x1 }: Region): number => ((x1 - x0) * CSS_DPI) / POINTS_PER_INCH;

/**
 * The scales at which to draw a region, in pixels per point. The second one is for a picture that would take too many
 * bytes. An image alone has no more pixels than in the file.
 */
function scalesOf({ x0, y0, x1, y1, image }: Region): number[] {
  const [longer, shorter] = [Math.max(x1 - x0, y1 - y0), Math.min(x1 - x0, y1 - y0)];
  // The page may show the image turned by 90 degrees.
  const own = image
    ? Math.max(Math.max(image.width, image.height) / longer, Math.min(image.width, image.height) / shorter)
    : Number.POSITIVE_INFINITY;
  const scale = Math.min(DPI / POINTS_PER_INCH, own, MAX_SIDE / longer);
  return [scale, scale / 2];
}
