import type { Table } from "./blocks";
import type { Chunk } from "./chunks";
import type { Line } from "./lines";
import { type MarkedText, slice, trim, turnBefore } from "./marked-text";
import type { PageBreak } from "./page-breaks";
import { isUnfinished, RUNNING_TEXT_LENGTH } from "./typography";

/** Whether a chunk contains table rows, which are lines with a tab between two pieces of text. */
export function hasRows({ lines }: Chunk): boolean {
  return lines.some((line) => line.value.trim().includes("\t"));
}

/**
 * Whether a line in a table is a row. Any line with a tab is one, because the name of a row group can be followed by an
 * empty cell.
 */
export const isRow = (line: Line): boolean => line.value.trimStart().includes("\t");

/** Splits a line at its tabs. */
export function readRow(line: Line): MarkedText[] {
  const cells: MarkedText[] = [];
  let start = line.value.length - line.value.trimStart().length;
  for (let tab = line.value.indexOf("\t", start); tab >= 0; tab = line.value.indexOf("\t", start)) {
    cells.push(trim(slice(line, start, tab)));
    start = tab + 1;
  }
  return [...cells, trim(slice(line, start))];
}

/** Whether a single line within a table is the name of the row group below it. */
export function namesGroup(chunk: Chunk, next: Chunk | undefined, table: Table): boolean {
  const text = chunk.lines[0]!.value.trim();
  if (chunk.lines.length > 1 || !next || !hasRows(next) || text.length > RUNNING_TEXT_LENGTH) return false;
  return isUnfinished(text) && (text === text.toUpperCase() || table.rows.some(isGroupRow));
}

/** Whether only the first cell of a row has text. */
function isGroupRow(cells: readonly MarkedText[]): boolean {
  return cells.slice(1).every((cell) => cell.value === "");
}

/**
 * Adds rows to a table that was interrupted by a blank line. A blank line inside a row group indicates a page break.
 * Next to the name of a group, it does not.
 */
export function continueTable(table: Table, rows: readonly MarkedText[][], chunk: Chunk): void {
  const [first, ...others] = rows;
  if (!first) return;
  const line = chunk.lines[0]!.number;
  const gap: PageBreak | undefined =
    isGroupRow(first) || isGroupRow(table.rows.at(-1) ?? []) ? undefined : { line, evidence: "table-gap", pages: 1 };
  const turn = chunk.turn && chunk.turn.evidence !== "white-space" ? chunk.turn : gap;
  table.rows.push([turnBefore(first[0]!, turn), ...first.slice(1)], ...others);
}
