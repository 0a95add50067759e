/**
 * What a PDF says of its pages, before anything is concluded from it. All places are in points from the top left corner of the page as it
 * is shown, y downwards.
 */

/** A rectangle. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** How glyphs look. Glyphs of one look share the object. */
export interface Look {
  font: string;
  /** Points as shown: the font's size times its matrix. */
  size: number;
  bold: boolean;
  italic: boolean;
}

/** One character as it is drawn. Its box is as wide as the pen moves and as high as its font. */
export interface Glyph extends Box {
  text: string;
  /** The y of the line on which it stands. */
  baseline: number;
  look: Look;
  /** Whether the file has a space before it. */
  afterSpace: boolean;
}

/** An entry of the outline (the bookmarks); level 1 is the outermost. */
export interface OutlineEntry {
  title: string;
  level: number;
}

/** A picture, or something drawn that is no line. */
export interface Drawing extends Box {
  isPicture: boolean;
}

export interface Page {
  /** From 0. */
  index: number;
  /** As the file numbers it, as in "iv"; empty where it does not. */
  label: string;
  width: number;
  height: number;
  /** In the order in which the file draws them, without white space. */
  glyphs: Glyph[];
  /** Thin straight lines, horizontal or vertical. */
  rules: Box[];
  drawings: Drawing[];
}
