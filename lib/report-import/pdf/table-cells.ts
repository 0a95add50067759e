import type { LineJoiner } from "./hyphens";
import { textOf } from "./line-text";
import type { LineWord } from "./lines";
import type { Place } from "./places";
import { append, emptyText, type RichText } from "./rich-text";

/** A table, or the part of it that is in one column. */
export interface Table {
  page: number;
  /** The baseline of the table's first line. */
  y: number;
  /** The font size. */
  size: number;
  /** Cells by row. All rows have the same number of cells. */
  rows: RichText[][];
  /** The places of the rows. */
  rowPlaces: Place[];
  /** Whether a style or a rule sets the first row apart. */
  hasHeader: boolean;
}

/** A range of lines in a column that forms a table. */
export interface TableRange {
  start: number;
  /** Index after the last line of the table. */
  end: number;
  table: Table;
}

/** Where a cell is, and how to join its lines. */
interface CellContext {
  /** Index of the page. */
  page: number;
  /** The right edge of the words in the cell's column. */
  edge: number;
  joiner: LineJoiner;
}

/** Maximum width of a column that almost no word fits in, as a multiple of the font size. */
const MAX_NARROW = 2.5;

/** The text of a cell. @param lines its words, line by line; some lines can be empty */
export function cellText(lines: readonly (readonly LineWord[])[], { page, edge, joiner }: CellContext): RichText {
  const cell = emptyText();
  for (const [n, words] of lines.entries()) {
    if (words.length === 0) continue;
    const isBroken = n > 0 && isForcedBreak(lines[n - 1]!, words, edge, joiner);
    if (isBroken) append(cell, textOf(words, page));
    else joiner.add(cell, textOf(words, page));
  }
  return cell;
}

/** Whether the style of the first row differs from that of the others. */
export function hasStyledHeader([head, ...body]: readonly RichText[][]): boolean {
  return (["bold", "italic"] as const).some((key) => isStyled(head!, key) && !body.every((row) => isStyled(row, key)));
}

const isStyled = (row: readonly RichText[], key: "bold" | "italic"): boolean =>
  row.every((cell) => cell.text === "" || (cell.styles.length > 0 && cell.styles.every((style) => style[key])));

/**
 * Whether a word that fills its line in a cell was split because it was too long. Office programs split such words
 * without a hyphen.
 *
 * @param edge the right edge of the words in the cell's column
 */
export function isForcedBreak(
  above: readonly LineWord[],
  below: readonly LineWord[],
  edge: number,
  joiner: LineJoiner,
): boolean {
  if (!joiner.splitsLongWords) return false;
  const [word, ...others] = above;
  const next = below[0]?.glyphs[0];
  if (!word || !next || others.length > 0 || word.x1 + (next.x1 - next.x0) <= edge + 0.2) return false;
  const isNumber = /\p{N}$/u.test(word.text) && /^\p{N}/u.test(next.text);
  if (isNumber) return true;
  // The parts of the words in a very narrow column can look like words.
  const isNarrow = edge - word.x0 < MAX_NARROW * word.size;
  return /\p{L}$/u.test(word.text) && /^\p{Ll}/u.test(next.text) && (isNarrow || !joiner.isWord(word.text));
}
