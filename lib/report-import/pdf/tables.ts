import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import type { LineJoiner } from "./hyphens";
import type { Line, LineWord } from "./lines";
import { bulletOf } from "./list-markers";
import { isSameSize } from "./looks";
import type { Box } from "./page";
import { modeOf } from "./statistics";
import { cellText, hasStyledHeader, type Table, type TableRange } from "./table-cells";
import { boxAround } from "./words";

/** Minimum gap between cells, as a fraction of the size. Gaps in badly justified text can be just as wide. */
const CELL_GAP = 0.75;
/** Minimum gap between cells in a stretched line, relative to its smallest gap. */
const STRETCH = 1.5;
/** Minimum share of a column's lines that must be aligned left, right or centred at the same x. */
const MIN_ALIGNED = 0.6;
/**
 * Minimum width of the whitespace between columns that runs through all lines of a table, as a fraction of the size.
 */
const MIN_STRIPE = 0.55;
/** Minimum number of lines with several cells for text to count as a table. */
const MIN_ROWS = 3;
/** In a table with at most this many lines, gaps may be aligned by chance. */
const FEW_LINES = 4;
/** Maximum distance between the lines of a table, as a multiple of the size. */
const MAX_GAP = 4;
/** Tolerance for alignment, in points. */
const TOLERANCE = 2;

/** Minimum share of a list's lines that begin with a bullet. */
const BULLETED = 0.3;

/** Maximum distance between a table's border and its text, in points. */
const BORDER = 15;

/** The words of a line between two gaps, which form a cell or a whole line. */
interface Chunk {
  x0: number;
  x1: number;
  words: LineWord[];
}

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
  const chunks = lines.map(chunksOf);
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

/** Arranges lines in rows and columns, because a user has marked them as a table. Undefined if there are no columns. */
export function tableOf(lines: readonly Line[], rules: readonly Box[], joiner: LineJoiner): Table | undefined {
  return lines.length === 0 ? undefined : readTable(lines, lines.map(chunksOf), rules, joiner, true, true);
}

function chunksOf(line: Line): Chunk[] {
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

/** A bullet or number and the text next to it are two chunks, but not cells. */
const isListLine = (line: Line, chunks: readonly Chunk[]): boolean =>
  chunks.length === 2 && chunks[0]!.words.length === 1 && bulletOf(line) !== undefined;

interface Range {
  start: number;
  end: number;
}

/** The largest range of lines that includes a line with several cells and has continuous whitespace between columns. */
function growFrom(
  lines: readonly Line[],
  chunks: readonly Chunk[][],
  at: number,
  least: number,
  rules: readonly Box[],
  isRest: boolean,
): Range | undefined {
  let end = at + 1;
  const size = lines[at]!.size;
  let own = spansOf(chunks[at]!, size);
  const fits = (index: number, other: number) => {
    const line = lines[index];
    const near = lines[other]!;
    if (!line || Math.abs(line.baseline - near.baseline) > MAX_GAP * size) return false;
    if (Math.abs(line.size - size) > 0.06 * size || CAPTION_LABEL.test(line.text) || SOURCE_NOTE.test(line.text))
      return false;
    const stripes = own.length - 1;
    const after = spansOf([...own, ...chunks[index]!], size).length - 1;
    return after >= Math.max(1, stripes) || (after >= 1 && end - at <= 2);
  };
  while (end < lines.length && fits(end, end - 1)) own = spansOf([...own, ...chunks[end++]!], size);
  // Extend the table upwards, then trim its end. A table ends with its last line that has several cells, or with the
  // lines below that continue its columns.
  let start = at;
  const pitch = modeOf(
    lines.slice(at + 1, end).map((line, n) => [line.baseline - lines[at + n]!.baseline, 1] as const),
    0.5,
  );
  while (start > least && fits(start - 1, start)) {
    const distance = lines[start]!.baseline - lines[start - 1]!.baseline;
    if (distance > 1.6 * Math.max(pitch ?? 0, 1.2 * size) || isSeparated(lines[start - 1]!, lines[start]!, rules, true))
      break;
    own = spansOf([...own, ...chunks[--start]!], size);
  }
  end = trimEnd(lines, chunks, at, end, size, pitch ?? 1.2 * size, rules);
  const multiple = chunks.slice(start, end).filter((parts) => parts.length >= 2).length;
  const isRuled = rules.filter((rule) => isAcross(rule, lines, start, end)).length >= 2;
  return multiple >= (isRest ? 1 : isRuled ? 2 : MIN_ROWS) ? { start, end } : undefined;
}

/**
 * The end of a table. Lines with one cell below the last line with several cells belong to the table only if they
 * follow closely and are aligned with a column.
 */
function trimEnd(
  lines: readonly Line[],
  chunks: readonly Chunk[][],
  at: number,
  end: number,
  size: number,
  pitch: number,
  rules: readonly Box[],
): number {
  for (let n = at + 1; n < end; n++) {
    const distance = lines[n]!.baseline - lines[n - 1]!.baseline;
    const isMany = chunks[n]!.length >= 2;
    const later = chunks.slice(n, end).some((parts) => parts.length >= 2);
    if (isMany || (later && distance < 2.5 * Math.max(pitch, 1.2 * size))) continue;
    const first = chunks[n]![0]!;
    const isBesideColumn = chunks
      .slice(at, n)
      .some((parts) => parts.slice(1).some((part) => Math.abs(part.x0 - first.x0) < TOLERANCE));
    const isFirstColumn = chunks
      .slice(at, n)
      .some((parts) => parts.length >= 2 && Math.abs(parts[0]!.x0 - first.x0) < TOLERANCE);
    const isClose = distance < 1.35 * Math.max(Math.min(pitch, 1.5 * size), 1.1 * size);
    if (isSeparated(lines[n - 1]!, lines[n]!, rules, false) && !isBesideColumn) return n;
    if (!isClose || !(isBesideColumn || isFirstColumn)) return n;
  }
  return end;
}

const isAcross = (rule: Box, lines: readonly Line[], start: number, end: number): boolean => {
  const first = lines[start]!;
  const last = lines[end - 1]!;
  return (
    rule.x1 - rule.x0 > 40 &&
    rule.y0 > first.baseline - 2.5 * first.size &&
    rule.y0 < last.baseline + 2 * last.size &&
    rule.x0 < last.x1 &&
    rule.x1 > first.x0
  );
};

/** Whether the outer border of a table is between two lines. */
function isSeparated(above: Line, below: Line, rules: readonly Box[], isUp: boolean): boolean {
  const between = rules.filter(
    (rule) =>
      rule.x1 - rule.x0 > 40 &&
      rule.y1 - rule.y0 < 2 &&
      rule.y0 > above.baseline - 1 &&
      rule.y0 < below.baseline - 0.3 * below.size,
  );
  if (between.length === 0) return false;
  // In a grid, there are rules between all rows. A rule is the outer border if there is no other rule beyond it.
  const beyond = rules.some(
    (rule) =>
      rule.x1 - rule.x0 > 40 &&
      rule.y1 - rule.y0 < 2 &&
      rule.x0 < between[0]!.x1 &&
      rule.x1 > between[0]!.x0 &&
      (isUp
        ? rule.y0 < above.baseline - 0.5 * above.size && rule.y0 > above.baseline - 3 * above.size
        : rule.y0 > below.baseline && rule.y0 < below.baseline + 3 * below.size),
  );
  return !beyond;
}

/** A range of x coordinates. */
interface Span {
  x0: number;
  x1: number;
}

/** The ranges that chunks cover, from left to right. Gaps that are too narrow to separate columns are closed. */
function spansOf(chunks: readonly Span[], size: number): Span[] {
  const spans: Span[] = [];
  for (const { x0, x1 } of [...chunks].sort((a, b) => a.x0 - b.x0)) {
    const last = spans.at(-1);
    if (last && x0 - last.x1 <= MIN_STRIPE * size) last.x1 = Math.max(last.x1, x1);
    else spans.push({ x0, x1 });
  }
  return spans;
}

/** The vertical strips of whitespace between chunks, from left to right. */
function stripesOf(chunks: readonly Chunk[], size: number): Span[] {
  const spans = spansOf(chunks, size);
  return spans.slice(1).map((span, n) => ({ x0: spans[n]!.x1, x1: span.x0 }));
}

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
  const cells = lines.map((line) => {
    const parts: LineWord[][] = Array.from({ length: columns }, () => []);
    for (const word of line.words) parts[columnOf(word.x0, word.x1)]!.push(word);
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
  const starts = isFull ? lines.map((_, n) => n) : rowStarts(lines, cells, separators, own);
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
  const left = Math.min(...lines.map((line) => line.x0));
  const right = Math.max(...lines.map((line) => line.x1));
  const gapped = lines.filter((_, n) => chunks[n]!.length >= 2);
  const full = gapped.filter(
    (line) =>
      line.x0 - left < TOLERANCE &&
      right - line.x1 < TOLERANCE &&
      !/^[\p{N}\p{P}\p{S}]+$/u.test(line.words.at(-1)!.text),
  );
  // If there are few lines, consider only the lines with gaps, which may be badly justified text. The other lines may
  // be the ends of paragraphs.
  return full.length > 0.6 * (lines.length <= FEW_LINES ? gapped : lines).length;
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

interface TableRules {
  horizontal: Box[];
  vertical: Box[];
}

function rulesOf(lines: readonly Line[], rules: readonly Box[]): TableRules {
  const top = lines[0]!.baseline - 2.2 * lines[0]!.size;
  const bottom = lines.at(-1)!.baseline + 1.8 * lines[0]!.size;
  // Leave out the lines of a table in the next column.
  const left = Math.min(...lines.map((line) => line.x0)) - BORDER;
  const right = Math.max(...lines.map((line) => line.x1)) + BORDER;
  const isBeside = (rule: Box) => (rule.x0 + rule.x1) / 2 > left && (rule.x0 + rule.x1) / 2 < right;
  const near = rules.filter((rule) => rule.y1 > top && rule.y0 < bottom && isBeside(rule));
  return {
    horizontal: near.filter((rule) => rule.x1 - rule.x0 > rule.y1 - rule.y0),
    vertical: near.filter((rule) => rule.y1 - rule.y0 > rule.x1 - rule.x0),
  };
}

/** The x coordinates of column separators: at vertical rules, or else in the whitespace between columns. */
function separatorsOf(
  lines: readonly Line[],
  chunks: readonly Chunk[][],
  { vertical }: TableRules,
  size: number,
): number[] {
  const left = Math.min(...lines.map((line) => line.x0));
  const right = Math.max(...lines.map((line) => line.x1));
  const height = lines.at(-1)!.baseline - lines[0]!.baseline + size;
  const heights = new Map<number, number>();
  for (const rule of vertical) {
    const middle = (rule.x0 + rule.x1) / 2;
    const key = [...heights.keys()].find((x) => Math.abs(x - middle) < TOLERANCE) ?? middle;
    heights.set(key, (heights.get(key) ?? 0) + rule.y1 - rule.y0);
  }
  const ruled = [...heights].filter(([x, sum]) => x > left && x < right && sum > 0.6 * height).map(([x]) => x);
  if (ruled.length > 0) return ruled.sort((a, b) => a - b);
  // Header words can be wider than their columns, so try without the first line.
  const all = stripesOf(chunks.flat(), size);
  const body = stripesOf(chunks.slice(1).flat(), size);
  const stripes = lines.length > MIN_ROWS && body.length > all.length ? body : all;
  return stripes.map(({ x0, x1 }) => (x0 + 2 * x1) / 3);
}

/** Indexes of the lines at which rows begin. */
function rowStarts(
  lines: readonly Line[],
  cells: readonly LineWord[][][],
  separators: readonly number[],
  { horizontal }: TableRules,
): number[] {
  const columns = separators.length + 1;
  const filled = cells.map((row) => row.map((words) => words.length > 0));
  const ys = distinct(horizontal.map((rule) => (rule.y0 + rule.y1) / 2));
  const between = (a: number, b: number) =>
    ys.some((y) => y > lines[a]!.baseline - 0.2 * lines[a]!.size && y < lines[b]!.baseline - 0.4 * lines[b]!.size);
  const ruled = lines.flatMap((_, n) => (n > 0 && between(n - 1, n) ? [n] : []));
  const full = filled.filter((row) => row.every(Boolean)).length;
  if (ruled.length >= 3 && ruled.length + 1 >= 0.6 * full) return [0, ...ruled];

  const distances = lines.map((line, n) => (n === 0 ? 0 : line.baseline - lines[n - 1]!.baseline));
  const least = Math.min(...distances.slice(1).filter((distance) => distance > 0.5 * lines[0]!.size));
  // Distances between rows are clearly larger than those between the lines of a cell.
  const isApart = (n: number) => distances[n]! > 1.12 * least + 0.5;
  const apart = lines.flatMap((_, n) => (n > 0 && isApart(n) ? [n] : []));
  const isWrapped = lines.some((_, n) => n > 0 && !isApart(n) && filled[n]!.filter(Boolean).length < columns);
  if (isWrapped && apart.length + 1 >= 0.6 * full) return [0, ...apart];

  const starts = [0];
  for (let n = 1; n < lines.length; n++) {
    const row = filled[n]!;
    const count = row.filter(Boolean).length;
    const before = filled[n - 1]!;
    const appears = row.some((is, column) => is && !before[column]);
    if (ruled.includes(n) || appears || (count === columns && columns >= 3)) starts.push(n);
    else if (
      row.some(
        (is, column) =>
          is && couldFollow(cells[n - 1]![column]!, cells[n]![column]!, separators[column], lines[n]!.size),
      )
    )
      starts.push(n);
  }
  return starts;
}

/** Whether a cell's first word would have fitted on the line above, which means that it begins a row. */
function couldFollow(
  above: readonly LineWord[],
  below: readonly LineWord[],
  separator: number | undefined,
  size: number,
): boolean {
  const last = above.at(-1);
  const first = below[0];
  if (!last || !first || separator === undefined) return false;
  if (/[-\u2010\u00ad]$/u.test(last.text)) return false;
  return last.x1 + 0.3 * size + (first.x1 - first.x0) < separator - 0.4 * size;
}

function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, n) => n === 0 || value - sorted[n - 1]! > TOLERANCE);
}
