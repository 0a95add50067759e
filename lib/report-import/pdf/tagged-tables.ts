import type { LineJoiner } from "./hyphens";
import type { Line, LineWord } from "./lines";
import type { Glyph, TaggedCell } from "./page";
import { cellText, hasStyledHeader, type TableRange } from "./table-cells";
import { boxAround } from "./words";

/** The cells of a page, by the ids of their marked content. */
type Cells = ReadonlyMap<number, TaggedCell>;

/** The words of a table's row in one column of the page, by column of the table and then by line. */
type Row = Map<number, LineWord[][]>;

/**
 * Finds the tables among the lines of a column by the tags of the file. A table is left out if its tags don't agree
 * with the page: its rows must be below each other, and its cells next to each other.
 *
 * @param isRest whether the last rows of a table in the previous column may be at the start of this column
 */
export function taggedTablesIn(
  lines: readonly Line[],
  cells: Cells,
  joiner: LineJoiner,
  isRest: boolean,
): TableRange[] {
  const found: TableRange[] = [];
  const tables = lines.map((line) => tableOf(line, cells));
  for (let start = 0; start < lines.length; ) {
    let end = start + 1;
    while (end < lines.length && tables[end] === tables[start]) end++;
    if (tables[start] !== undefined) {
      const range = readTable(lines, start, end, cells, joiner, isRest && start === 0);
      if (range) found.push(range);
    }
    start = end;
  }
  return found;
}

/** Whether tags say that a line is something other than part of a table. */
export function isTaggedText({ words }: Line, cells: Cells): boolean {
  return words.every(({ glyphs }) => glyphs.every(({ content }) => content !== undefined && !cells.has(content)));
}

/** The number of the table that contains all of a line. */
function tableOf({ words }: Line, cells: Cells): number | undefined {
  const first = cellOf(words[0]?.glyphs[0], cells)?.table;
  const isWhole = words.every(({ glyphs }) => glyphs.every((glyph) => cellOf(glyph, cells)?.table === first));
  return isWhole ? first : undefined;
}

const cellOf = (glyph: Glyph | undefined, cells: Cells): TaggedCell | undefined =>
  glyph?.content === undefined ? undefined : cells.get(glyph.content);

function readTable(
  lines: readonly Line[],
  start: number,
  end: number,
  cells: Cells,
  joiner: LineJoiner,
  isRest: boolean,
): TableRange | undefined {
  const first = lines[start]!;
  const rows = new Map<number, Row>();
  let columns = 0;
  let isHeader = true;
  const firstRow = cellOf(first.words[0]!.glyphs[0], cells)!.row;
  for (const [n, line] of lines.slice(start, end).entries()) {
    for (const { word, cell } of line.words.flatMap((word) => partsOf(word, cells))) {
      const row = rows.get(cell.row) ?? new Map<number, LineWord[][]>();
      rows.set(cell.row, row);
      const own = row.get(cell.column) ?? lines.slice(start, end).map(() => []);
      row.set(cell.column, own);
      own[n]!.push(word);
      columns = Math.max(columns, cell.column + 1);
      if (cell.row === firstRow) isHeader &&= cell.isHeader;
    }
  }
  const ordered = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  if (columns < 2 || (ordered.length < 2 && !isRest) || !isLaidOut(ordered)) return undefined;
  const edges = Array.from({ length: columns }, (_, column) =>
    Math.max(...ordered.flatMap((row) => (row.get(column) ?? []).flat().map((word) => word.x1))),
  );
  const texts = ordered.map((row) =>
    edges.map((edge, column) =>
      cellText(
        (row.get(column) ?? []).filter((words) => words.length > 0),
        { page: first.page, edge, joiner },
      ),
    ),
  );
  return {
    start,
    end,
    table: {
      page: first.page,
      y: first.baseline,
      size: first.size,
      rows: texts,
      rowPlaces: ordered.map((row) => ({ ...boxAround([...row.values()].flat(2)), page: first.page })),
      hasHeader: isHeader || hasStyledHeader(texts),
    },
  };
}

/** The parts of a word that are in different cells. Narrow columns can touch each other. */
function partsOf(word: LineWord, cells: Cells): { word: LineWord; cell: TaggedCell }[] {
  const parts: { glyphs: Glyph[]; cell: TaggedCell }[] = [];
  for (const glyph of word.glyphs) {
    const cell = cellOf(glyph, cells)!;
    const last = parts.at(-1);
    if (last?.cell === cell) last.glyphs.push(glyph);
    else parts.push({ glyphs: [glyph], cell });
  }
  if (parts.length === 1) return [{ word, cell: parts[0]!.cell }];
  return parts.map(({ glyphs, cell }) => ({
    word: { ...word, ...boxAround(glyphs), glyphs, text: glyphs.map(({ text }) => text).join("") },
    cell,
  }));
}

/** Whether rows are below each other, and the cells of each row next to each other. */
function isLaidOut(rows: readonly Row[]): boolean {
  const tops = rows.map((row) => Math.min(...[...row.values()].flat(2).map((word) => word.baseline)));
  const isDown = tops.every((top, n) => n === 0 || top > tops[n - 1]!);
  return isDown && rows.every((row) => isAcross([...row].sort(([a], [b]) => a - b).map(([, lines]) => lines.flat())));
}

const isAcross = (cells: readonly (readonly LineWord[])[]): boolean =>
  cells.every((words, n) => {
    const before = cells[n - 1];
    return !before || Math.min(...words.map(({ x0 }) => x0)) > Math.min(...before.map(({ x0 }) => x0));
  });
