/** A document as files with markup describe it: what every reader of them makes, before it is Markdown. */

/** How a piece of text looks. */
export interface Style {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  /** Where it leads. */
  href?: string;
}

export type Inline =
  | ({ type: "text"; value: string } & Style)
  | { type: "break" }
  /** A marker of the note with this key in `SourceDocument.notes`. */
  | { type: "note"; note: string }
  /** A printed page begins here. */
  | { type: "page"; page: number; certain: boolean }
  | { type: "image"; alt: string };

export interface Cell {
  content: Inline[];
  /** Columns and rows that it takes. */
  columns: number;
  rows: number;
}

export interface Row {
  isHeader: boolean;
  cells: Cell[];
}

/** What a paragraph is besides text: what a cover says, or the label of a table or picture. */
export type Role = "title" | "subtitle" | "authors" | "date" | "caption";

export type SourceBlock =
  /** The level is the file's own: 1 is the highest. */
  | { type: "heading"; level: number; content: Inline[] }
  | { type: "paragraph"; content: Inline[]; role?: Role }
  | { type: "list"; ordered: boolean; start: number; items: SourceBlock[][] }
  | { type: "table"; rows: Row[] }
  | { type: "quote"; blocks: SourceBlock[] }
  | { type: "code"; value: string }
  | { type: "figure"; alt: string }
  | { type: "rule" }
  | { type: "page"; page: number; certain: boolean };

export interface SourceNote {
  blocks: SourceBlock[];
  /** Its marker as the file prints it, where it does. */
  label?: string;
}

/** What a file says of itself. */
export interface SourceMeta {
  title?: string;
  /** Whether the title is the document's own for sure. That of an office file is often its template's. */
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
  /** Whole sentences on what was left out or is not certain. */
  warnings: string[];
}

/** All inline content of some blocks, in order. */
export function* contentsOf(blocks: readonly SourceBlock[]): Generator<Inline[]> {
  for (const block of blocks) {
    if ("content" in block) yield block.content;
    else if (block.type === "list") for (const item of block.items) yield* contentsOf(item);
    else if (block.type === "quote") yield* contentsOf(block.blocks);
    else if (block.type === "table") for (const { cells } of block.rows) for (const { content } of cells) yield content;
  }
}

/** The text that some inline content shows. */
export function plainText(content: readonly Inline[]): string {
  return content
    .map((inline) => (inline.type === "text" ? inline.value : inline.type === "break" ? " " : ""))
    .join("")
    .replace(/[ \t\r\n]+/gu, " ")
    .trim();
}
