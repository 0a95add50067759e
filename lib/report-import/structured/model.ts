/** The document model shared by all readers of files with markup, before conversion to Markdown. */

import type { Problem } from "../../errors/problem";
import type { Picture } from "../../report/pictures";
import type { ReadComment } from "../comments";
import type { ReadPicture } from "../pictures/collector";

/** Formatting of a piece of text. */
export interface Style {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  /** The target of the link. */
  href?: string;
}

export type Inline =
  | ({ type: "text"; value: string } & Style)
  | { type: "break" }
  /** A marker that refers to the note with this key in `SourceDocument.notes`. */
  | { type: "note"; note: string }
  /** The start of a printed page. */
  | { type: "page"; page: number; certain: boolean }
  /** Without `picture`, the image is missing. */
  | { type: "image"; alt: string; picture?: Picture };

export interface Cell {
  content: Inline[];
  /** Number of columns and rows that the cell spans. */
  columns: number;
  rows: number;
}

export interface Row {
  isHeader: boolean;
  cells: Cell[];
}

/** The role of a paragraph that is not running text: part of the cover, or the caption of a table or image. */
export type Role = "title" | "subtitle" | "authors" | "date" | "caption";

export type SourceBlock =
  /** The level in the file, where 1 is the highest. */
  | { type: "heading"; level: number; content: Inline[] }
  | { type: "paragraph"; content: Inline[]; role?: Role }
  | { type: "list"; ordered: boolean; start: number; items: SourceBlock[][] }
  | { type: "table"; rows: Row[] }
  | { type: "quote"; blocks: SourceBlock[] }
  | { type: "code"; value: string }
  /** Without `picture`, the image is missing. */
  | { type: "figure"; alt: string; picture?: Picture }
  | { type: "rule" }
  | { type: "page"; page: number; certain: boolean };

export interface SourceNote {
  blocks: SourceBlock[];
  /** The text of the note's marker in the file, if any. */
  label?: string;
}

/** The metadata found in a file. */
export interface SourceMeta {
  title?: string;
  /** Whether the title is certain to belong to the document. In office files, it is often the template's title. */
  isTitleCertain?: boolean;
  authors?: string[];
  editor?: string;
  publisher?: string;
  year?: number;
  language?: string;
}

export interface SourceDocument {
  meta: SourceMeta;
  blocks: SourceBlock[];
  notes: Map<string, SourceNote>;
  /** Warnings about content that was left out or is uncertain. */
  warnings: Problem[];
  pictures: readonly ReadPicture[];
  /** Undefined if comments aren't read from the format. */
  comments?: readonly ReadComment[];
}

/** All inline content of blocks, in order. */
export function* contentsOf(blocks: readonly SourceBlock[]): Generator<Inline[]> {
  for (const block of blocks) {
    if ("content" in block) yield block.content;
    else if (block.type === "list") for (const item of block.items) yield* contentsOf(item);
    else if (block.type === "quote") yield* contentsOf(block.blocks);
    else if (block.type === "table") for (const { cells } of block.rows) for (const { content } of cells) yield content;
  }
}

/** The visible text of inline content. */
export function plainText(content: readonly Inline[]): string {
  return content
    .map((inline) => (inline.type === "text" ? inline.value : inline.type === "break" ? " " : ""))
    .join("")
    .replace(/[ \t\r\n]+/gu, " ")
    .trim();
}
