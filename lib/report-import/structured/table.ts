import type { Cell, Inline, Row } from "./model";

/** Columns that a table may have; what is beyond is left out of merged cells. */
const MAX_COLUMNS = 200;

/**
 * Rows of equal length, since Markdown has no merged cells: the words of one stand in its first row and column, and the other places that it
 * takes are empty.
 */
export function gridOf(rows: readonly Row[]): Inline[][][] {
  /** For each column, how many rows further down are taken by a cell from above. */
  const taken: number[] = [];
  const grid = rows.map(({ cells }) => {
    const line: Inline[][] = [];
    const place = (content: Inline[], rowsTaken: number) => {
      taken[line.length] = rowsTaken;
      line.push(content);
    };
    const skip = () => {
      while ((taken[line.length] ?? 0) > 0 && line.length < MAX_COLUMNS) place([], taken[line.length]! - 1);
    };
    for (const cell of cells) {
      skip();
      for (let n = 0; n < columnsOf(cell) && line.length < MAX_COLUMNS; n++) {
        place(n === 0 ? cell.content : [], Math.max(0, cell.rows - 1));
      }
    }
    skip();
    for (let column = line.length; column < taken.length; column++) taken[column] = Math.max(0, taken[column]! - 1);
    return line;
  });
  // Columns that are empty throughout come from cells that say they take more than there are.
  const columns = grid.reduce((most, line) => Math.max(most, line.findLastIndex((cell) => cell.length > 0) + 1), 0);
  return grid
    .map((line) => Array.from({ length: columns }, (_, column) => line[column] ?? []))
    .filter((line) => line.some((cell) => cell.length > 0));
}

const columnsOf = ({ columns }: Cell): number => Math.min(Math.max(1, columns), MAX_COLUMNS);
