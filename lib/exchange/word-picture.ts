/** Writes pictures for a Word document as DrawingML (ECMA-376, part 1). */

import { readHeader } from "../report-import/pictures/header";
import { UNIT } from "../word-boxes/model";
import { escaped, INDENT, TEXT_WIDTH, type WordDocument } from "./word-xml";

export interface PictureInWord {
  bytes: Uint8Array;
  /** The part to show, in the unit of boxes; null for all of it. */
  part: { x0: number; y0: number; x1: number; y1: number } | null;
}

/** The formats that Word shows. */
const ENDINGS: Readonly<Record<string, string>> = { "image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif" };

/** English Metric Units, in which DrawingML measures, per twentieth of a point. */
const EMU = 635;

/** Size of a pixel in twentieths of a point: pages are drawn at 192 dots per inch, and other pictures are shown at 96. */
const PIXEL = { page: 7.5, picture: 15 };

/** The largest size of a picture, in twentieths of a point. Three fit on a page. */
const MAX = { width: TEXT_WIDTH - INDENT, height: 4500 };

/**
 * A run that contains a picture.
 *
 * @param description for screen readers
 * @returns undefined if Word can't show its format
 */
export function pictureRun(
  { bytes, part }: PictureInWord,
  description: string,
  document: WordDocument,
): string | undefined {
  const header = readHeader(bytes);
  const ending = header && ENDINGS[header.mediaType];
  if (!ending) return undefined;
  const { x0, y0, x1, y1 } = part ?? { x0: 0, y0: 0, x1: UNIT, y1: UNIT };
  const pixel = part ? PIXEL.picture : PIXEL.page;
  const width = (pixel * header.width * (x1 - x0)) / UNIT;
  const height = (pixel * header.height * (y1 - y0)) / UNIT;
  const scale = EMU * Math.min(1, MAX.width / width, MAX.height / height);
  const size = `cx="${Math.ceil(width * scale)}" cy="${Math.ceil(height * scale)}"`;
  const { id, number } = document.picture(bytes, ending);
  const cut = (edge: number) => Math.round((100_000 * edge) / UNIT);
  const sides = `l="${cut(x0)}" t="${cut(y0)}" r="${cut(UNIT - x1)}" b="${cut(UNIT - y1)}"`;
  const names = `id="${number}" name="Picture ${number}"`;
  const fill = `<pic:blipFill><a:blip r:embed="${id}"/><a:srcRect ${sides}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`;
  const shape = `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`;
  const picture = `<pic:pic ${PICTURE}><pic:nvPicPr><pic:cNvPr ${names}/><pic:cNvPicPr/></pic:nvPicPr>${fill}${shape}</pic:pic>`;
  const graphic = `<a:graphic xmlns:a="${DRAWING}/main"><a:graphicData uri="${DRAWING}/picture">${picture}</a:graphicData></a:graphic>`;
  return `<w:r><w:drawing><wp:inline xmlns:wp="${DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr ${names} descr="${escaped(description)}"/>${graphic}</wp:inline></w:drawing></w:r>`;
}

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
const PICTURE = `xmlns:pic="${DRAWING}/picture"`;
