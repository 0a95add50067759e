/**
 * Where the words of a text are on the pages of its source. Everything here is plain data, because the browser, the
 * server and workers share it. Offsets are UTF-16 code units, and ranges are half-open.
 */

/** The width and the height of a page, in the unit of boxes. Coordinates fit into 16-bit integers. */
export const UNIT = 32_767;

/** A rectangle on a page. Its edges are fractions of the page's width and height, in `1 / UNIT`. */
export interface PageRect {
  /** Index of the page. */
  page: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/**
 * The box of a word, or of the part of a word that is on one line. A word that is cut at the end of a line has two
 * boxes. Each box states which part of the text it shows.
 */
export interface WordBox extends PageRect {
  start: number;
  end: number;
}

/** Where a picture of the text is on a page. */
export interface FigurePlace extends PageRect {
  /** The picture's id. */
  picture: string;
}

/** A text and the boxes of its words, ordered by `start`. */
export interface BoxedText {
  text: string;
  boxes: readonly WordBox[];
}

/** The width and height of a page, in points. */
export type PageSize = readonly [width: number, height: number];
