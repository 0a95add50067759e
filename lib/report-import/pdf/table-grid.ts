import type { Line, LineWord } from "./lines";
import type { Box } from "./page";
import { modeOf } from "./statistics";
import { type Chunk, stripesOf } from "./table-chunks";
import { wordFrom } from "./words";

/** Minimum number of lines with several cells for text to count as a table. */
const MIN_ROWS = 3;
/** Tolerance for alignment, in points. */
const TOLERANCE = 2;
/** Maximum distance of a cell's first letter from the edge of its column, in points. */
const AT_EDGE = 1;
/** Minimum number of rows with split words whose numbers are split, and their minimum share. */
const MIN_SPLIT = 2;
const SPLIT_NUMBERS = 0.7;
/** Maximum distance between a table's border and its text, in points. */
const BORDER = 15;

/** The ruled lines of a table. */
export interface TableRules {
  horizontal: Box[];
  vertical: Box[];
}

export function rulesOf(lines: readonly Line[], rules: readonly Box[]): TableRules {
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
export function separatorsOf(
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

/**
 * Splits the words of neighbouring cells that touch each other because the text of the first fills its column. The
 * second begins where most cells of its column do.
 */
export function splitAtColumns(words: readonly LineWord[][], separators: readonly number[]): LineWord[][] {
  const edges = separators.map((x, n) => {
    const starts = words.flatMap((row) => row.find((word) => word.x0 > x - TOLERANCE) ?? []).map(({ x0 }) => x0);
    const own = starts.filter((x0) => x0 < (separators[n + 1] ?? Number.POSITIVE_INFINITY));
    return modeOf(
      own.map((x0) => [x0, 1] as const),
      0.5,
    );
  });
  return words.map((row) => row.flatMap((word) => edges.reduce(splitLast, [word])));
}

function splitLast(parts: LineWord[], edge: number | undefined): LineWord[] {
  const word = parts.at(-1)!;
  const { glyphs, raised } = word;
  const at = glyphs.findIndex(({ x0 }, n) => n > 0 && edge !== undefined && Math.abs(x0 - edge) < AT_EDGE);
  const [before, after] = [glyphs[at - 1]?.text ?? "", glyphs[at]?.text ?? ""];
  const isCell =
    /\p{L}$/u.test(before) && (/^\p{N}/u.test(after) || (/\p{Ll}$/u.test(before) && /^\p{Lu}/u.test(after)));
  if (!isCell) return parts;
  return [
    ...parts.slice(0, -1),
    { ...wordFrom(glyphs.slice(0, at)), raised },
    { ...wordFrom(glyphs.slice(at)), raised },
  ];
}

/**
 * Indexes of the lines at which rows begin.
 *
 * @param isSplit whether the last word of a line in a column is split, and goes on in the next line, which has an index
 */
export function rowStarts(
  lines: readonly Line[],
  cells: readonly LineWord[][][],
  separators: readonly number[],
  { horizontal }: TableRules,
  isSplit: (n: number, column: number) => boolean,
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

  const { splits, areNumbersSplit } = splitsOf(cells, isSplit);
  const starts = [0];
  for (let n = 1; n < lines.length; n++) {
    if (!ruled.includes(n) && (splits[n] || (areNumbersSplit && starts.at(-1) === n - 1))) continue;
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

/**
 * The lines that continue a word of the line above in one of their cells, and whether the numbers of all rows are split
 * as well because their column is too narrow.
 */
function splitsOf(
  cells: readonly LineWord[][][],
  isSplit: (n: number, column: number) => boolean,
): { splits: boolean[]; areNumbersSplit: boolean } {
  const isNumber = (words: readonly LineWord[]) => words.length === 1 && /^\p{N}+$/u.test(words[0]!.text);
  const splits = cells.map((row, n) =>
    row.some((words, column) => n > 0 && /^\p{Ll}/u.test(words[0]?.text ?? "") && isSplit(n, column)),
  );
  const areNumbersSplit = cells[0]!.some((_, column) => {
    const below = cells.flatMap((_, n) => (splits[n] && isNumber(cells[n - 1]![column]!) ? [n] : []));
    const split = below.filter((n) => isNumber(cells[n]![column]!) && isSplit(n, column));
    return split.length >= MIN_SPLIT && split.length >= SPLIT_NUMBERS * below.length;
  });
  return { splits, areNumbersSplit };
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
