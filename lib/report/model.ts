/**
 * The document model: a report after its Markdown has been parsed.
 *
 * Everything here is plain data that can be converted to JSON and back, because the browser and the server share it.
 * All offsets are UTF-16 code units in the canonical text. Ranges are half-open: `start` is the first unit, and `end`
 * is one past the last.
 */

import type { WrittenName } from "./names";
import type { Picture } from "./pictures";

/**
 * Languages are detected by script and letters. Latin letters mean English, Cyrillic letters mean Russian, and Kazakh
 * letters in either script mean Kazakh.
 */
export type Language = "en" | "ru" | "kk";

/** The kind of a block. A caption is the title of a table or figure, or the source note below it. */
export type BlockKind = "heading" | "paragraph" | "list-item" | "table-row" | "caption" | "footnote";

/**
 * The metadata of a report. It comes from the front matter or, once the report is stored, from its details, which can
 * be edited.
 */
export interface ReportMeta {
  title: string;
  authors: string[];
  editor?: string;
  /** The same names split into parts. Set only if the front matter gives them in parts. */
  names?: { authors?: WrittenName[]; editors?: WrittenName[] };
  /** Place of publication. */
  place?: string;
  year?: number;
  /** When the report was published, if the date is known more precisely than the year: "2017-05" or "2017-05-31". */
  date?: string;
  publisher?: string;
  language: Language;
  /** Set if the report may still change. */
  status?: "draft";
  /** The file from which the report was imported, relative to `content/`. */
  source?: string;
  /** The SHA-256 hash of the source file, in lower-case hexadecimal. */
  sha256?: string;
}

/**
 * Inline content of a block. `text` and `code` have the offset of their first character. References, page breaks and
 * images add no text. `nth` counts the markers of one footnote, from 1. A hard line break is a `text` that consists of
 * one U+000A.
 */
export type Inline =
  | { type: "text"; value: string; start: number }
  | { type: "code"; value: string; start: number }
  | { type: "emphasis"; children: Inline[] }
  | { type: "strong"; children: Inline[] }
  | { type: "delete"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] }
  | { type: "footnote-reference"; label: string; nth: number }
  | { type: "page-break"; page: number; certain: boolean }
  | { type: "image"; src?: string; alt: string; picture?: Picture };

/**
 * A sequence of inlines that is contiguous in the canonical text: a paragraph, a table cell, or a paragraph of a
 * footnote. Two runs of the same block are separated by a character that is not rendered. This is U+0009 between cells
 * and U+000A elsewhere.
 */
export interface Run {
  start: number;
  end: number;
  inlines: Inline[];
}

/** The smallest unit that can be found, linked to and quoted as a whole. */
export interface Block {
  /**
   * An id that survives edits elsewhere. It is a hash of the block's normalized text, with an ordinal for duplicates.
   */
  id: string;
  kind: BlockKind;
  language: Language;
  text: string;
  start: number;
  end: number;
  /** Index into `Report.sections`, or -1 before the first heading. A footnote belongs to the section of its marker. */
  section: number;
  runs: Run[];
  /** Heading depth, 1 to 6; set for headings only. */
  depth?: number;
  /** The label of a footnote in lower case: `12` for `[^12]`. */
  label?: string;
}

/**
 * The layout of blocks. Leaves refer to blocks by index into `Report.blocks`. An image with neither `picture` nor `src`
 * is unavailable, written `![](missing)`. `words` are those that the picture shows, such as the labels of a chart; they
 * aren't part of the canonical text. In a table group, `head` is a row with text in its first cell only. It is the
 * header of the `rows` after it.
 */
export type Flow =
  | { type: "heading" | "paragraph"; block: number }
  | { type: "list"; ordered: boolean; first: number; items: { block?: number; children: Flow[] }[] }
  | { type: "quote"; children: Flow[] }
  | { type: "table"; caption?: number; note?: number; header?: number; groups: { head?: number; rows: number[] }[] }
  | { type: "figure"; caption?: number; note?: number; src?: string; alt: string; words?: string; picture?: Picture }
  | { type: "page-break"; page: number; certain: boolean }
  | { type: "rule" };

export interface Section {
  /** The section's id in links such as `#conclusions`. It is unique within the report. */
  slug: string;
  title: string;
  depth: number;
  /** Index of the section's heading in `Report.blocks`. */
  block: number;
  start: number;
  end: number;
}

/** The offset at which a printed page begins. */
export interface PageBreak {
  page: number;
  offset: number;
  /** False if the source leaves it uncertain where the page begins. Written as `<!-- page 6? -->`. */
  certain: boolean;
}

/** The offset from which on, up to the next page, the text isn't on any page. It is at the start of a block. */
export interface PageGap {
  page: null;
  offset: number;
  certain: true;
}

export type PageEdge = PageBreak | PageGap;

/** Footnotes are at the end of the text, in the order of their first markers, followed by those without a marker. */
export interface Footnote {
  label: string;
  /** Index of the footnote's block in `Report.blocks`. */
  block: number;
  /** Offsets of the footnote's markers in the canonical text, in order; empty if there are none. */
  references: number[];
}

export interface Report {
  slug: string;
  meta: ReportMeta;
  /**
   * The canonical text, which is the text of all blocks in order, joined by U+000A. Footnote markers and images add
   * nothing to it.
   */
  text: string;
  blocks: Block[];
  flow: Flow[];
  sections: Section[];
  /** In the order of their offsets. Only a text to which a PDF was added has gaps. */
  pages: PageEdge[];
  footnotes: Footnote[];
}
