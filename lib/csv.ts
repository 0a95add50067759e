/** Rows of a table for spreadsheets, as RFC 4180 has them. The browser writes them too. */

/** Goes before the first row: without it Excel does not read Cyrillic. */
export const CSV_START = "\uFEFF";

/**
 * Where a spreadsheet sees the start of a formula. Which character separates cells depends on its language, so what follows a semicolon, a
 * tab or a line break may be a cell as well as what stands at the start.
 */
const FORMULA = /(?<=[\n\r\t;])(?=(?:[^\S\n\r\t]|["'])*[=+\-@＝＋－＠])/gu;

/** At the start of a cell white space and separators may come before it. */
const FORMULA_AT_START = /^[\s;"']*[=+\-@＝＋－＠]/u;

/**
 * A row of cells. Each is quoted, since programs do not agree on which must be. What a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${withoutFormulas(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function withoutFormulas(cell: string): string {
  return `${FORMULA_AT_START.test(cell) ? "'" : ""}${cell.replace(FORMULA, "'")}`;
}
