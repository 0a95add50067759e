import type { MarkedArea } from "@/app/_features/annotations";
import type { PageBox } from "@/app/_features/page-view";
import { describedBy } from "@/lib/annotations/areas/words";
import { inFigure } from "@/lib/word-boxes/figures";
import { type FigurePlace, type PageRect, UNIT, type WordBox } from "@/lib/word-boxes/model";
import { offsetBelow, spanInRect } from "@/lib/word-boxes/queries";

/** The number of thousandths in a page's width and height, in which regions are measured. */
const REGION_UNIT = 1000;

/** The rectangle of a region, in the unit of word boxes. */
export function rectOfRegion({ page, left, top, right, bottom }: PageBox): PageRect {
  const scaled = (value: number) => Math.round((UNIT * value) / REGION_UNIT);
  return { page, x0: scaled(left), y0: scaled(top), x1: scaled(right), y1: scaled(bottom) };
}

/**
 * An area on a page, with its place in the text and the words in it as its description. An area inside a figure is one
 * of its picture, so that it can move with the picture to the next edition.
 *
 * @param boxes of the page's words
 * @param after the offset where the text continues after the page
 * @param textOf returns a part of the canonical text
 * @param otherwise the description if there are no words in the area
 * @param figures where the pictures of the text are on the pages
 */
export function pageArea(
  region: PageBox,
  boxes: readonly WordBox[],
  after: number,
  textOf: (start: number, end: number) => string,
  otherwise: string,
  figures: readonly FigurePlace[],
): MarkedArea {
  const rect = rectOfRegion(region);
  const span = spanInRect(boxes, rect);
  const words = span ? textOf(span.start, span.end) : "";
  const offset = span?.start ?? offsetBelow(boxes, rect) ?? after;
  return { area: inFigure(rect, figures) ?? rect, offset, description: describedBy(words) || otherwise };
}
