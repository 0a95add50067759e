import type { MarkedText } from "./marked-text";
import type { PageBreak } from "./page-breaks";

interface Placed {
  /** The source line on which the block begins. */
  line: number;
  /** A possible page break before the block. */
  turn?: PageBreak;
}

interface Textual extends Placed {
  text: MarkedText;
}

export interface Heading extends Textual {
  type: "heading";
  /** 1 for the report's title, 2 for a chapter, and so on. */
  depth: number;
  /** The heading's page number in the table of contents, if any. */
  page?: number;
}

export interface Paragraph extends Textual {
  type: "paragraph";
}

export interface Item extends Textual {
  type: "item";
  /** The number of an item in a numbered list. */
  number?: number;
}

export interface Table extends Placed {
  type: "table";
  /** Cells by row; rows can differ in length. */
  rows: MarkedText[][];
}

/** A part of a report, before its page numbers are known. */
export type Block =
  | Heading
  | Paragraph
  | Item
  | Table
  /** A caption above or a source note below a table or image. */
  | (Textual & { type: "caption" | "source-note" })
  /** An image that is missing from the source. */
  | (Placed & { type: "picture" });

/** All possible page breaks in the given blocks, in order. */
export function turnsIn(blocks: readonly Block[]): PageBreak[] {
  return blocks.flatMap((block) => {
    const texts = block.type === "table" ? block.rows.flat() : "text" in block ? [block.text] : [];
    const inside = texts.flatMap((text) => text.marks.flatMap((mark) => (mark.type === "turn" ? [mark.turn] : [])));
    return block.turn ? [block.turn, ...inside] : inside;
  });
}
