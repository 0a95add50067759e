import type { LineJoiner } from "./hyphens";
import type { Line, LineWord } from "./lines";
import { bulletOf } from "./list-markers";
import { isSameSize, lookOf } from "./looks";
import type { Box } from "./page";
import { modeOf } from "./statistics";
import { cellText, hasStyledHeader, isForcedBreak, type Table, type TableRange } from "./table-cells";
import { type Chunk, chunksOf, chunksOfLines } from "./table-chunks";
import { rowStarts, rulesOf, separatorsOf, splitAtColumns } from "./table-grid";
import { growFrom } from "./table-ranges";
import { boxAround } from "./words";

/** Minimum share of a column's lines that must be aligned left, right or centred at the same x. */
const MIN_ALIGNED = 0.6;
/** In a table with at most this many lines, gaps may be aligned by chance. */
const FEW_LINES = 4;
/** Tolerance for alignment, in points. */
const TOLERANCE = 2;
/** Minimum share of a list's lines that begin with a bullet. */
const BULLETED = 0.3;

/**
 * Finds the tables in the lines of a column.
 *
 * @param open font size of the table at the end of the previous column; its last few rows may be in this column
 */
export function tablesIn(
  lines: readonly Line[],
  rules: readonly Box[],
  joiner: LineJoiner,
  open?: number,
): TableRange[] {
  const chunks = withGroups(lines, chunksOfLines(lines), rules);
  const found: TableRange[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (chunks[at]!.length < 2 || isListLine(lines[at]!, chunks[at]!)) continue;
    const isRest = at <= 3 && isSameSize(lines[at]!.size, open ?? 0);
    const range = growFrom(lines, chunks, at, found.at(-1)?.end ?? 0, rules, isRest);
    if (!range) continue;
    const table = readTable(
      lines.slice(range.start, range.end),
      chunks.slice(range.start, range.end),
      rules,
      joiner,
      isRest,
    );
    if (!table) continue;
    found.push({ ...range, table });
    at = range.end - 1;
  }
  return found;
}

/**
 * Marks the headings of groups of rows: bold lines above a rule and a line with several cells. Each is reduced to its
 * first word, so that it doesn't close the whitespace between columns.
 */
function withGroups(lines: readonly Line[], chunks: Chunk[][], rules: readonly Box[]): Chunk[][] {
  return chunks.map((own, n) => {
    const [line, below] = [lines[n]!, lines[n + 1]];
    const [chunk] = own;
    if (own.length !== 1 || !chunk || !below || chunks[n + 1]!.length < 2 || !lookOf(line).bold) return own;
    const isRuledOff = rules.some(
      ({ x0, x1, y0 }) => x0 <= line.x0 && x1 > line.x0 && y0 > line.baseline && y0 < below.baseline - 0.3 * below.size,
    );
    if (!isRuledOff || Math.abs(line.x0 - below.x0) > TOLERANCE) return own;
    return [{ ...chunk, x1: chunk.words[0]!.x1, isGroup: true }];
  });
}

/** Arranges lines in rows and columns, because a user has marked them as a table. Undefined if there are no columns. */
export function tableOf(lines: readonly Line[], rules: readonly Box[], joiner: LineJoiner): Table | undefined {
  return lines.length === 0 ? undefined : readTable(lines, lines.map(chunksOf), rules, joiner, true, true);
}

/** A bullet or number and the text next to it are two chunks, but not cells. */
const isListLine = (line: Line, chunks: readonly Chunk[]): boolean =>
  chunks.length === 2 && chunks[0]!.words.length === 1 && bulletOf(line) !== undefined;

/** @param isGiven whether the lines are known to be a table, even if they don't look like one */
function readTable(
  lines: readonly Line[],
  chunks: readonly Chunk[][],
  rules: readonly Box[],
  joiner: LineJoiner,
  isRest: boolean,
  isGiven = false,
): Table | undefined {
  const first = lines[0]!;
  const size = first.size;
  const own = rulesOf(lines, rules);
  const separators = separatorsOf(lines, chunks, own, size);
  if (separators.length === 0) return undefined;
  const columnOf = (x0: number, x1: number) => separators.filter((x) => x < (x0 + Math.min(x1, x0 + size)) / 2).length;
  const columns = separators.length + 1;
  const words = splitAtColumns(
    lines.map((line) => line.words),
    separators,
  );
  const cells = lines.map((line, n) => {
    const parts: LineWord[][] = Array.from({ length: columns }, () => []);
    if (chunks[n]![0]!.isGroup) parts[0]!.push(...line.words);
    else for (const word of words[n]!) parts[columnOf(word.x0, word.x1)]!.push(word);
    return parts;
  });
  const areAligned = Array.from({ length: columns }, (_, n) => n).every((n) => isAligned(cells.map((row) => row[n]!)));
  if (!areAligned && !isGiven) return undefined;
  // A list of numbered or bulleted lines is not a table.
  if (
    !isGiven &&
    columns === 2 &&
    cells.every(
      ([marker]) =>
        marker!.length <= 1 &&
        /^(?:[•▪–—*‣◦·-]|[[(]?\d{1,3}[\])]?[.)]?)?$/u.test(marker!.map((word) => word.text).join("")),
    )
  )
    return undefined;
  const isOpen = own.vertical.length === 0 && !isGiven;
  if (isOpen && isJustifiedList(lines, chunks)) return undefined;
  const edges = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map((row) => row[column]!.at(-1)?.x1 ?? 0)),
  );
  if (isOpen && isJustified(lines, chunks)) return undefined;
  const isFull = isGiven && cells.every((row) => row.every((words) => words.length > 0));
  const isSplit = (n: number, column: number) =>
    isForcedBreak(cells[n - 1]![column]!, cells[n]![column]!, edges[column]!, joiner);
  const starts = isFull ? lines.map((_, n) => n) : rowStarts(lines, cells, separators, own, isSplit);
  if (starts.length < 2 && !isRest) return undefined;
  const rows = starts.map((start, n) => {
    const own = cells.slice(start, starts[n + 1] ?? lines.length);
    return Array.from({ length: columns }, (_, column) =>
      cellText(
        own.map((row) => row[column]!),
        { page: first.page, edge: edges[column]!, joiner },
      ),
    );
  });
  const headLine = starts[1] === undefined ? undefined : lines[starts[1]! - 1];
  const nextLine = starts[1] === undefined ? undefined : lines[starts[1]!];
  const inner = own.horizontal.filter((rule) => rule.y0 > first.baseline && rule.y0 < lines.at(-1)!.baseline);
  const isRuledOff =
    headLine !== undefined &&
    nextLine !== undefined &&
    inner.length > 0 &&
    inner.length <= 2 &&
    inner.every((rule) => rule.y0 > headLine.baseline - 1 && rule.y0 < nextLine.baseline);
  return {
    page: first.page,
    y: first.baseline,
    size,
    rows,
    rowPlaces: starts.map((start, n) => ({
      ...boxAround(lines.slice(start, starts[n + 1] ?? lines.length).flatMap((line) => line.words)),
      page: first.page,
    })),
    hasHeader: hasStyledHeader(rows) || isRuledOff,
  };
}

/**
 * Whether enough lines begin with a bullet that is directly followed by text. In a badly justified list, the wide gaps
 * between words look like the gaps between cells.
 */
function isJustifiedList(lines: readonly Line[], chunks: readonly Chunk[][]): boolean {
  const items = lines.filter((line, n) => {
    const bullet = bulletOf(line);
    return bullet && bullet.number === undefined && (chunks[n]![0]!.words.length > 1 || chunks[n]!.length === 2);
  });
  return items.length > 0 && items.length >= BULLETED * lines.length;
}

/**
 * Whether most lines fill the whole width, as in justified text. Lines that end with a number are ignored, because
 * numbers at the right edge form a column.
 */
function isJustified(lines: readonly Line[], chunks: readonly Chunk[][]): boolean {
  const lefts = leftEdgesOf(lines);
  const right = Math.max(...lines.map((line) => line.x1));
  const gapped = lines.filter((_, n) => chunks[n]!.length >= 2);
  const full = gapped.filter(
    (line) =>
      lefts.some((left) => Math.abs(line.x0 - left) < TOLERANCE) &&
      right - line.x1 < TOLERANCE &&
      !/^[\p{N}\p{P}\p{S}]+$/u.test(line.words.at(-1)!.text),
  );
  // If there are few lines, or several items, consider only the lines with gaps, which may be badly justified text. The
  // other lines may be the ends of paragraphs.
  return full.length > 0.6 * (lines.length <= FEW_LINES || lefts.length > 1 ? gapped : lines).length;
}

/** Where the lines of a text begin. In a list, these are also the markers and the text beside them. */
function leftEdgesOf(lines: readonly Line[]): number[] {
  const left = Math.min(...lines.map((line) => line.x0));
  const item = lines.map(bulletOf).find((marker) => marker !== undefined);
  const isContinued = item && lines.some((line) => Math.abs(line.x0 - item.textX) < TOLERANCE);
  return isContinued ? [left, item.x, item.textX] : [left];
}

/** Whether the content of a column is aligned left, right or centred. */
function isAligned(cells: readonly (readonly LineWord[])[]): boolean {
  const filled = cells.filter((words) => words.length > 0).map((words) => ({ x0: words[0]!.x0, x1: words.at(-1)!.x1 }));
  const most = (edgeOf: (cell: { x0: number; x1: number }) => number) => {
    const mode = modeOf(
      filled.map((cell) => [edgeOf(cell), 1] as const),
      2 * TOLERANCE,
    );
    return filled.filter((cell) => Math.abs(edgeOf(cell) - (mode ?? 0)) <= 2 * TOLERANCE).length;
  };
  const aligned = Math.max(
    most(({ x0 }) => x0),
    most(({ x1 }) => x1),
    most(({ x0, x1 }) => (x0 + x1) / 2),
  );
  return aligned >= MIN_ALIGNED * filled.length;
}
