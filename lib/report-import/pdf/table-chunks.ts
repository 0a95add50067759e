import type { Line, LineWord } from "./lines";

/** Minimum gap between cells, as a fraction of the size. Gaps in badly justified text can be just as wide. */
const CELL_GAP = 0.75;
/** Minimum gap between cells in a stretched line, relative to its smallest gap. */
const STRETCH = 1.5;
/** Minimum number of cells in a row that tells where the columns of the next row begin. */
const MIN_CELLS = 3;
/** Tolerance for alignment, in points. */
const TOLERANCE = 2;
/**
 * Minimum width of the whitespace between columns that runs through all lines of a table, as a fraction of the size.
 */
const MIN_STRIPE = 0.55;

/** The words of a line between two gaps, which form a cell or a whole line. */
export interface Chunk {
  x0: number;
  x1: number;
  words: LineWord[];
  /** Whether this is the heading of a group of rows. Its text can extend over several columns. */
  isGroup?: true;
}

/** Divides a line at its wide gaps. */
export function chunksOf(line: Line): Chunk[] {
  const gaps = line.words.slice(1).map((word, n) => word.x0 - line.words[n]!.x1);
  const least = Math.min(...gaps.filter((gap) => gap > 0.1 * line.size));
  // In a line that is stretched by justification, all gaps are wide and similar.
  const isStretched = gaps.length >= 2 && Math.max(...gaps) < 1.4 * least && least < 2 * line.size;
  const stretched = isStretched ? STRETCH * least : 0;
  const limit = Math.max(CELL_GAP * line.size, stretched);
  const chunks: Chunk[] = [];
  for (const word of line.words) {
    const last = chunks.at(-1);
    if (last && word.x0 - last.x1 <= limit) {
      last.words.push(word);
      last.x1 = Math.max(last.x1, word.x1);
    } else chunks.push({ x0: word.x0, x1: word.x1, words: [word] });
  }
  return chunks;
}

/**
 * Divides all lines of a column. A row whose cells are all one word wide can look like a stretched line, but its words
 * begin where the cells of the row above or below do.
 */
export function chunksOfLines(lines: readonly Line[]): Chunk[][] {
  const chunks = lines.map(chunksOf);
  for (const [n, line] of lines.entries()) {
    if (chunks[n]!.length > 1 || line.words.length < MIN_CELLS) continue;
    const isRow = [chunks[n - 1], chunks[n + 1]].some((cells) => cells && isAlignedWith(line, cells));
    if (isRow) chunks[n] = line.words.map((word) => ({ x0: word.x0, x1: word.x1, words: [word] }));
  }
  return chunks;
}

const isAlignedWith = ({ words }: Line, cells: readonly Chunk[]): boolean =>
  cells.length >= MIN_CELLS &&
  words.length <= cells.length + 1 &&
  cells.every(({ x0 }) => words.some((word) => Math.abs(word.x0 - x0) < TOLERANCE));

/** A range of x coordinates. */
export interface Span {
  x0: number;
  x1: number;
}

/** The ranges that chunks cover, from left to right. Gaps that are too narrow to separate columns are closed. */
export function spansOf(chunks: readonly Span[], size: number): Span[] {
  const spans: Span[] = [];
  for (const { x0, x1 } of [...chunks].sort((a, b) => a.x0 - b.x0)) {
    const last = spans.at(-1);
    if (last && x0 - last.x1 <= MIN_STRIPE * size) last.x1 = Math.max(last.x1, x1);
    else spans.push({ x0, x1 });
  }
  return spans;
}

/** The vertical strips of whitespace between chunks, from left to right. */
export function stripesOf(chunks: readonly Chunk[], size: number): Span[] {
  const spans = spansOf(chunks, size);
  return spans.slice(1).map((span, n) => ({ x0: spans[n]!.x1, x1: span.x0 }));
}
