/**
 * The document model: what a report is once its Markdown has been read.
 *
 * Everything here is plain data (it survives JSON), because the browser and the server share it. All offsets are UTF-16
 * code units in the canonical text, half-open: `start` is the first unit, `end` the one after the last.
 */

import type { WrittenName } from "./names";

/** Languages told apart by script and letters: Latin is read as English, Cyrillic as Russian, each unless Kazakh letters occur. */
export type Language = "en" | "ru" | "kk";

/** What a block is. A caption is the title of a table or figure, or the source note below it. */
export type BlockKind = "heading" | "paragraph" | "list-item" | "table-row" | "caption" | "footnote";

/** What the front matter of a report says. */
export interface ReportMeta {
  title: string;
  authors: string[];
  editor?: string;
  /** The same names with their parts, where the front matter says them. */
  names?: { authors?: WrittenName[]; editors?: WrittenName[] };
  /** Place of publication. */
  place?: string;
  year?: number;
  publisher?: string;
  language: Language;
  /** The file the report was imported from, relative to `content/`. */
  source?: string;
  /** SHA-256 of that file, lower-case hexadecimal. */
  sha256?: string;
}

/**
 * Running text inside a block. `text` and `code` carry the offset of their first character; references, page breaks and
 * pictures add no text. `nth` counts the markers of one footnote, from 1. A hard line break is a text of one U+000A.
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
  | { type: "image"; src?: string; alt: string };

/**
 * A run of inlines that is contiguous in the canonical text: a paragraph, one table cell, one paragraph of a footnote.
 * Between two runs of one block stands a single separator that is not on screen: U+0009 between cells, U+000A elsewhere.
 */
export interface Run {
  start: number;
  end: number;
  inlines: Inline[];
}

/** The smallest thing that is found, linked to and quoted as a whole. */
export interface Block {
  /** Survives edits elsewhere: a hash of the block's normalised text, with an ordinal where texts are equal. */
  id: string;
  kind: BlockKind;
  language: Language;
  text: string;
  start: number;
  end: number;
  /** Index into `Report.sections`, or -1 before the first heading. A footnote belongs where its marker stands. */
  section: number;
  runs: Run[];
  /** Heading depth, 1 to 6; only headings have one. */
  depth?: number;
  /** The label of a footnote in lower case: `12` for `[^12]`. */
  label?: string;
}

/**
 * How blocks are laid out. Each leaf names its block by index into `Report.blocks`. A picture without `src` is one that
 * is not to be had, written `![](missing)`. The rows of a table's `head` are those of which only the first cell is filled.
 */
export type Flow =
  | { type: "heading" | "paragraph"; block: number }
  | { type: "list"; ordered: boolean; first: number; items: { block?: number; children: Flow[] }[] }
  | { type: "quote"; children: Flow[] }
  | { type: "table"; caption?: number; note?: number; header?: number; groups: { head?: number; rows: number[] }[] }
  | { type: "figure"; caption?: number; note?: number; src?: string; alt: string }
  | { type: "page-break"; page: number; certain: boolean }
  | { type: "rule" };

export interface Section {
  /** Used in links: `#conclusions`. Unique within the report. */
  slug: string;
  title: string;
  depth: number;
  /** Index of its heading in `Report.blocks`. */
  block: number;
  start: number;
  end: number;
}

/** The offset at which a printed page begins. */
export interface PageBreak {
  page: number;
  offset: number;
  /** False where the source leaves room for doubt, written `<!-- page 6? -->`. */
  certain: boolean;
}

/** Footnotes stand at the end of the text, in the order of their first markers; those without a marker come last. */
export interface Footnote {
  label: string;
  /** Index of its block in `Report.blocks`. */
  block: number;
  /** Offsets of its markers in the canonical text, in order; empty where nothing refers to it. */
  references: number[];
}

export interface Report {
  slug: string;
  meta: ReportMeta;
  /** The canonical text: the blocks' texts in order, joined by one U+000A. Footnote markers and pictures add nothing. */
  text: string;
  blocks: Block[];
  flow: Flow[];
  sections: Section[];
  pages: PageBreak[];
  footnotes: Footnote[];
}
