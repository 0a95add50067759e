import { readFile } from "node:fs/promises";
import { type PageRect, UNIT } from "../../word-boxes/model";
import { PictureCollector, type ReadPicture } from "../pictures/collector";
import { signatureOf } from "../signature";
import { cutFigures } from "./cut-figures";
import { withPdf } from "./open-pdf";

/** A part of a page to draw. */
export interface Crop {
  /** The path of the file. */
  content: string;
  rect: PageRect;
}

/**
 * Draws a part of a page of a PDF.
 *
 * @returns undefined if the file isn't a PDF, has no such page, or takes too long to draw
 * @throws UserError `pdf-password`, `pdf-damaged`
 */
export async function drawCrop({ content, rect }: Crop): Promise<ReadPicture | undefined> {
  const bytes = new Uint8Array(await readFile(content));
  if (signatureOf("", bytes) !== "pdf") return undefined;
  return withPdf(bytes, async (pdf) => {
    const { api } = pdf.engine;
    const page = api.FPDF_LoadPage(pdf.document, rect.page);
    if (page === 0) return undefined;
    const [width, height] = [api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)];
    api.FPDF_ClosePage(page);
    const region = {
      page: rect.page,
      ...{ x0: (rect.x0 * width) / UNIT, y0: (rect.y0 * height) / UNIT },
      ...{ x1: (rect.x1 * width) / UNIT, y1: (rect.y1 * height) / UNIT },
    };
    const collector = new PictureCollector();
    cutFigures(pdf, [region], collector);
    return collector.pictures[0];
  });
}
