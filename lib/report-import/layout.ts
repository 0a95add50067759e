/** Where the text is on the pages of a file. It is stored with import jobs, so it is compact. */
export interface PageLayout {
  /** Width and height of each page, in points. */
  sizes: [width: number, height: number][];
  /**
   * The boxes of each block of the body, in the order of the text: groups of five integers, which are the index of a
   * page, and left, top, right and bottom in thousandths of its width and height.
   */
  body: number[][];
  /** The same for notes, by label. */
  notes: Record<string, number[]>;
}
