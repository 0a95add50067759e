import type { MarkedText } from "./marked-text";
import type { PageBreak } from "./page-breaks";

interface Placed {
  /** The source line it begins in. */
  line: number;
  /** A page may end before it. */
  turn?: PageBreak;
}

interface Textual extends Placed {
  text: MarkedText;
}

export interface Heading extends Textual {
  type: "heading";
  /** 2 for a chapter; 1 is the report's title. */
  depth: number;
  /** The page it stands on, where the contents list says so. */
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
  /** Cells by row; rows may differ in length. */
  rows: MarkedText[][];
}

/** A part of a report, before its page numbers are known. */
export type Block =
  | Heading
  | Paragraph
  | Item
  | Table
  /** What stands above and below a table or picture. */
  | (Textual & { type: "caption" | "source-note" })
  /** A picture that the source has lost. */
  | (Placed & { type: "picture" });

/** All places in some blocks where a page may end, in order. */
export function turnsIn(blocks: readonly Block[]): PageBreak[] {
  return blocks.flatMap((block) => {
    const texts = block.type === "table" ? block.rows.flat() : "text" in block ? [block.text] : [];
    const inside = texts.flatMap((text) => text.marks.flatMap((mark) => (mark.type === "turn" ? [mark.turn] : [])));
    return block.turn ? [block.turn, ...inside] : inside;
  });
}
