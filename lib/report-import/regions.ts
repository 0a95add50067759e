import type { Picture } from "../report/pictures";

/** Part of a line of text, in one style, or a superscript number that may refer to a note. */
export type Span = { text: string; bold?: boolean; italic?: boolean } | { marker: string };

/** Text and the place where it is: the index of the page and the edges of a box, as in `PageLayout`. */
interface PlacedSpans<Content> {
  content: Content;
  place: number[];
}

/** What a file contains in a region of a page that a user marked. */
export interface RegionContent {
  /** The lines of text in the region, without captions. */
  lines: string[];
  /** The text as rows of cells. Set if the region is a table. */
  rows?: PlacedSpans<Span[][]>[];
  /** Whether the first row is a header. */
  hasHeader?: boolean;
  /** The text as paragraphs. Set if the region is neither a table nor a figure. */
  paragraphs?: PlacedSpans<Span[]>[];
  /** The region as a picture. Set if the region is a figure that can be shown. */
  picture?: Picture;
}
