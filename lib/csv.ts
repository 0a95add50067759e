/** CSV for spreadsheets (RFC 4180). Shared with the browser. */

/** A byte order mark before the first row. Without it, Excel garbles Cyrillic. */
export const CSV_START = "\uFEFF";

/**
 * Positions that a spreadsheet could take for the start of a formula. The cell separator depends on the spreadsheet's
 * locale, so text after a semicolon, tab or line break may be parsed as a new cell.
 */
const FORMULA = /(?<=[\n\r\t;])(?=(?:[^\S\n\r\t]|["'])*[=+\-@＝＋－＠])/gu;

/** At the start of a cell, whitespace and separators can precede the formula. */
const FORMULA_AT_START = /^[\s;"']*[=+\-@＝＋－＠]/u;

/**
 * A CSV row. All cells are quoted, because programs disagree about which cells need quotes. Text that a spreadsheet
 * would evaluate as a formula is prefixed with an apostrophe.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${withoutFormulas(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function withoutFormulas(cell: string): string {
  return `${FORMULA_AT_START.test(cell) ? "'" : ""}${cell.replace(FORMULA, "'")}`;
}
