import type { Inline, Row } from "./model";

/** Maximum number of columns that merged cells can cover, because a file can claim that one cell spans a million. */
const MAX_COLUMNS = 200;
/** In tables with at most this many columns, empty columns are kept, except at the end. */
const MANY_COLUMNS = 50;

/**
 * Expands a table to a grid, because Markdown has no merged cells. The content of a merged cell goes into its first row
 * and column. Its other positions stay empty. The first row is padded to the width of the table.
 */
export function gridOf(rows: readonly Row[]): Inline[][][] {
  /** For each column, the number of rows that a cell from above still covers. */
  const taken: number[] = [];
  const grid = rows.map(({ cells }) => {
    const line: Inline[][] = [];
    const place = (content: Inline[], rowsTaken: number) => {
      if (line.length < MAX_COLUMNS) taken[line.length] = rowsTaken;
      line.push(content);
    };
    const skip = () => {
      while ((taken[line.length] ?? 0) > 0) place([], taken[line.length]! - 1);
    };
    for (const { content, columns, rows: rowsTaken } of cells) {
      skip();
      place(content, Math.max(0, rowsTaken - 1));
      for (let n = 1; n < columns && line.length < MAX_COLUMNS; n++) place([], Math.max(0, rowsTaken - 1));
    }
    skip();
    for (let column = line.length; column < taken.length; column++) taken[column] = Math.max(0, taken[column]! - 1);
    return line;
  });
  return shown(grid);
}

/** Removes empty rows, empty columns at the end and, in wide tables, all empty columns. */
function shown(grid: readonly Inline[][][]): Inline[][][] {
  const filled = new Set<number>();
  for (const line of grid) for (const [column, cell] of line.entries()) if (cell.length > 0) filled.add(column);
  let width = 0;
  for (const column of filled) width = Math.max(width, column + 1);
  const isWide = width > MANY_COLUMNS;
  const columns = isWide ? [...filled].sort((a, b) => a - b) : Array.from({ length: width }, (_, column) => column);
  const index = new Map(columns.map((column, at) => [column, at]));
  const lines = grid
    .filter((line) => line.some((cell) => cell.length > 0))
    .map((line) => {
      const own: Inline[][] = isWide ? [] : columns.map(() => []);
      for (const [column, cell] of line.entries()) {
        const at = cell.length > 0 ? index.get(column) : undefined;
        if (at === undefined) continue;
        while (own.length < at) own.push([]);
        own[at] = cell;
      }
      return own;
    });
  const [first] = lines;
  while (first && first.length < columns.length) first.push([]);
  return lines;
}
