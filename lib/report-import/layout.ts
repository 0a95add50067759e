/** Boxes in a layout are measured in this fraction of a page's width and height. */
export const LAYOUT_UNIT = 1000;

/** The position of the text on the pages of a file. It is stored with import jobs, so it is kept compact. */
export interface PageLayout {
  /** The width and height of each page, in points. */
  sizes: [width: number, height: number][];
  /**
   * The boxes of each block of the body, in text order. Each box is a group of five integers: the index of its page,
   * and its left, top, right and bottom edges in thousandths of the page's width and height.
   */
  body: number[][];
  /** The boxes of each figure, in text order; undefined for files that were read by an earlier version. */
  figures?: number[][];
  /** The boxes of each note, by label. */
  notes: Record<string, number[]>;
}
