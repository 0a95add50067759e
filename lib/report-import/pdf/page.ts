/**
 * The raw content of PDF pages, before any interpretation. All coordinates are in points from the top left corner of
 * the page as displayed, with y pointing down.
 */

/** A rectangle. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The style of glyphs. Glyphs of the same style share one object. */
export interface Look {
  font: string;
  /** The font size in points as displayed, that is, multiplied by the text matrix. */
  size: number;
  bold: boolean;
  italic: boolean;
  /** How far the font extends above and below the baseline, as a fraction of the size. */
  ascent: number;
  descent: number;
}

/** One character as drawn. Its box is as wide as its advance and as tall as its font. */
export interface Glyph extends Box {
  text: string;
  /** The y coordinate of the glyph's baseline. */
  baseline: number;
  look: Look;
  /** Whether the file contains a space character before the glyph. */
  afterSpace: boolean;
  /**
   * The 8-bit code of a character that the file doesn't map to Unicode, until it is decoded. The text is the character
   * with this code; if that is invisible, it is a replacement character at the start of a line, and empty elsewhere.
   */
  code?: number;
  /** The id of the marked content that contains the glyph, in a tagged file. */
  content?: number;
}

/** A table cell according to the tags of the file. */
export interface TaggedCell {
  /** The numbers of the table and the row on the page, from 1. */
  table: number;
  row: number;
  /** The column's index, from 0. */
  column: number;
  isHeader: boolean;
}

/** An entry of the outline (the bookmarks); level 1 is the outermost. */
export interface OutlineEntry {
  title: string;
  level: number;
}

/** An image, or a drawn shape that is not a line. */
export interface Drawing extends Box {
  isPicture: boolean;
  /** Set for a path with several slanted lines, such as a line chart or a map. */
  isPlot?: true;
  /** Set if it is an image in the file. */
  image?: EmbeddedImage;
  /** The alternative text in a tagged file. */
  alt?: string;
}

/** An image in the file. */
export interface EmbeddedImage {
  /** In pixels. */
  width: number;
  height: number;
  /** The size of its data in the file. */
  bytes: number;
  /** Its index among the objects of the page; undefined if it is part of a form. */
  object?: number;
}

export interface Page {
  /** The page's index, from 0. */
  index: number;
  /** The page label in the file, for example "iv"; empty if there is none. */
  label: string;
  width: number;
  height: number;
  /** The glyphs in drawing order, without whitespace. */
  glyphs: Glyph[];
  /** Thin straight lines, horizontal or vertical. */
  rules: Box[];
  drawings: Drawing[];
  /** The cells of tables by the ids of their marked content, in a tagged file. */
  cells?: ReadonlyMap<number, TaggedCell>;
  /** Set if the page's text was recognized in its image. */
  recognized?: Recognized;
}

/** How reliable the text of a recognized page is. */
interface Recognized {
  /** The number of words. */
  words: number;
  /** The words that were probably misread. */
  uncertain: string[];
}
