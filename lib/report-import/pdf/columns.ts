import { DrawingOrder } from "./drawing-order";
import type { PageText } from "./furniture";
import { clustersOf } from "./statistics";
import { usualSize, type Word } from "./words";

/** Words that are read from top to bottom: one column, or content that spans all columns. */
export interface Region {
  /** Index of the page. */
  page: number;
  /** The column's index from 0; -1 for content that spans all columns. */
  column: number;
  /** The number of columns on the page. */
  columns: number;
  words: Word[];
}

/** The whitespace between two columns. */
interface Gutter {
  x0: number;
  x1: number;
}

/** The part of the page width to search for gutters. */
const GUTTER_ZONE: readonly [number, number] = [0.2, 0.8];
/** Maximum width of a page in the PDF standard, in points. Files can declare billions. */
const MAX_WIDTH = 14_400;
/** Minimum width of a gutter, in points. The words in a line are closer together. */
const MIN_GUTTER = 7;
/** Maximum share of rows that may extend into a gutter, as titles, wide tables and notes do. */
const MAX_CROSSING = 0.35;
/** The columns next to a gutter are measured within this distance on either side of it, in points. */
const REACH = 110;
/**
 * Maximum gap between the words of a line, as a fraction of the font size. In badly justified lines, gaps can be wider.
 */
const MAX_WORD_GAP = 0.85;
/** Maximum distance of a line from the edge of its column, in points. Table cells are indented by their padding. */
const COLUMN_EDGE = 6;
/** Maximum distance between the baselines of rows that are printed over each other, as a fraction of the font size. */
const CROWDED = 0.75;
/** Maximum size of superscripts, relative to their line. */
const SMALL = 0.85;
/** A word of at least this many characters may be too long for any column. */
const LONG_WORD = 30;
/** Words that overlap by more than this, as a fraction of the font size, are printed over each other. */
const OVERLAP = 0.3;
/** Maximum distance between lines of a column that has no line beside a row, as a multiple of the font size. */
const MAX_SKIP = 5;
/** Maximum line pitch in a paragraph, as a multiple of the font size. */
const MAX_PITCH = 1.7;
/** Minimum number of rows on both sides of a gutter, so that a single table is not mistaken for columns. */
const MIN_ROWS = 8;
/** Maximum font size of notes that no rule separates from the text, as a fraction of the body size. */
const SMALL_NOTE = 0.94;

/**
 * Splits all pages into regions in reading order. Gutters are detected across the whole document, but separately for
 * left and right pages.
 */
export function regionsOf(pages: readonly PageText[]): Region[] {
  const gutters = [0, 1].map((parity) => guttersOf(pages.filter((_, index) => index % 2 === parity)));
  // If there are too few even or odd pages, their gutters can't be detected, so use the gutters of the whole document.
  const whole = guttersOf(pages);
  const bodySize = usualSize(pages.flatMap(({ words }) => words)) ?? 0;
  return pages.flatMap((page, index) => {
    const own = gutters[index % 2]!;
    return splitPage(page, index, own.length > 0 ? own : whole, bodySize);
  });
}

function guttersOf(pages: readonly PageText[]): Gutter[] {
  const width = Math.ceil(Math.min(MAX_WIDTH, Math.max(0, ...pages.map(({ page }) => page.width))));
  const rows = new Float64Array(width + 2);
  for (const { words } of pages) {
    for (const word of words) {
      const end = Math.min(width, Math.ceil(word.x1));
      for (let x = Math.max(0, Math.floor(word.x0)); x < end; x++) rows[x]! += 1;
    }
  }
  const found: Gutter[] = [];
  const most = (from: number, to: number) => {
    const part = rows.slice(Math.max(0, from), Math.max(0, Math.min(width, to))).sort();
    return part[Math.floor(part.length * 0.6)] ?? 0;
  };
  const fullest = rows.reduce((full, count) => Math.max(full, count), 0);
  const isGutter = (x: number) => {
    // Most of a page is far too full, whatever is beside it.
    if (rows[x]! > MAX_CROSSING * fullest) return false;
    const beside = Math.min(most(x - REACH, x - 5), most(x + 5, x + REACH));
    return beside >= MIN_ROWS && rows[x]! <= MAX_CROSSING * beside;
  };
  let start: number | undefined;
  for (let x = Math.floor(GUTTER_ZONE[0] * width); x <= GUTTER_ZONE[1] * width; x++) {
    const isEmpty = isGutter(x);
    if (isEmpty) start ??= x;
    if (!isEmpty && start !== undefined) {
      if (x - start >= MIN_GUTTER) found.push({ x0: start, x1: x });
      start = undefined;
    }
  }
  return found;
}

function splitPage({ page, words }: PageText, index: number, gutters: readonly Gutter[], bodySize: number): Region[] {
  if (gutters.length === 0) return words.length === 0 ? [] : [{ page: index, column: -1, columns: 1, words }];
  const order = new DrawingOrder(page.glyphs);
  const parts = words.flatMap((word) => order.parts(word, gutters));
  const drawn = gutters.length === 1 ? order.columns(parts, gutters[0]!) : undefined;
  const left = new Set(drawn?.[0]);
  const rows = clustersOf(
    parts,
    (word) => word.baseline,
    (word) => 0.12 * word.size,
  ).map((row) => row.sort((a, b) => a.x0 - b.x0));
  const regions: Region[] = [];
  let band: Word[][] = [];
  let wide: Word[] = [];
  // A long URL can end in the next column, so its start is what counts.
  const startOf = ({ x0, x1, size }: Word) => x0 + Math.min((x1 - x0) / 2, size);
  const columnOf = (word: Word) =>
    left.has(word) ? 0 : gutters.filter(({ x0, x1 }) => startOf(word) > (x0 + x1) / 2).length;
  /** The words of a row by column. A word that continues a line of another column overflows it. */
  const inColumns = (row: readonly Word[]): Word[][] => {
    const columns: Word[][] = Array.from({ length: gutters.length + 1 }, () => []);
    const isTight = gutters.some((gutter) => isCrossing(row, gutter));
    const found = new Map<Word, number>();
    for (const [n, word] of row.entries()) {
      const own = columnOf(word);
      const before = isTight ? order.before(row, n) : undefined;
      const column = Math.min(own, (before && found.get(before)) ?? own);
      columns[column]!.push(word);
      found.set(word, column);
    }
    return columns;
  };
  const add = (column: number, own: Word[]) => {
    if (own.length > 0) regions.push({ page: index, column, columns: gutters.length + 1, words: own });
  };
  const endBand = () => {
    const own = band.map(inColumns);
    for (let column = 0; column <= gutters.length; column++)
      add(
        column,
        own.flatMap((columns) => columns[column]!),
      );
    band = [];
  };
  const endWide = () => {
    add(-1, wide);
    wide = [];
  };
  const notes = wideNotes(rows, page.rules, gutters, bodySize);
  const isWide = rows.map(
    (row, n) =>
      n >= notes ||
      gutters.some((gutter) => isCrossing(row, gutter) && !order.isInterruptedAt(row, gutter.x1, COLUMN_EDGE)) ||
      isBetweenRules(row, page.rules, gutters),
  );
  // A long URL or table cell can overflow its column, even if there is a line of the other column next to it. Such a row
  // is not wide if the rows above and below it are in two columns, or if the URL covers words of the other column.
  const isOverrun = rows.map((row, n) => {
    if (!isWide[n] || n >= notes) return false;
    if (isCrowded(rows, n) || gutters.some((gutter) => isPrintedOver(row, gutter))) return true;
    if (gutters.some((gutter) => order.isContinuousAt(row, gutter.x1, COLUMN_EDGE))) return false;
    if (isWide[n - 1] || isWide[n + 1]) return false;
    const last = row.at(-1)!;
    return gutters.some(
      (gutter) =>
        row.some((word) => Math.abs(word.x0 - gutter.x1) < COLUMN_EDGE) ||
        (last.x0 < gutter.x0 && isLong(last)) ||
        endsInside(row, gutter),
    );
  });
  for (const [n, is] of isOverrun.entries()) if (is) isWide[n] = false;
  // A table that is drawn with the left column may extend into the right one, whose lines go on beside it.
  if (drawn) for (const [n, is] of areBesideLines(rows, drawn[1]).entries()) if (is && n < notes) isWide[n] = false;
  // Short lines of a wide paragraph do not reach a gutter. They belong to the adjacent wide lines.
  const continues = (row: readonly Word[], other: readonly Word[] | undefined) =>
    other !== undefined &&
    row.every((word) => columnOf(word) === 0) &&
    Math.abs(row[0]!.size - other[0]!.size) < 0.02 * row[0]!.size &&
    Math.abs(row[0]!.baseline - other[0]!.baseline) < MAX_PITCH * row[0]!.size;
  for (let n = 1; n < rows.length; n++) if (isWide[n - 1] && continues(rows[n]!, rows[n - 1])) isWide[n] = true;
  for (let n = rows.length - 2; n >= 0; n--) {
    const isOwnSize = Math.abs(rows[n]![0]!.size - (rows[n - 1]?.[0]?.size ?? 0)) > 0.05 * rows[n]![0]!.size;
    if (isWide[n + 1] && isOwnSize && continues(rows[n]!, rows[n + 1])) isWide[n] = true;
  }
  for (const [n, row] of rows.entries()) {
    if (isWide[n]) {
      endBand();
      wide.push(...row);
    } else {
      endWide();
      band.push(row);
    }
  }
  endBand();
  endWide();
  return regions;
}

/**
 * Whether a row crosses a gutter. It does if it extends into the gutter or leaves less whitespace than the gutter is
 * wide.
 */
function isCrossing(row: readonly Word[], { x0, x1 }: Gutter): boolean {
  const middle = (x0 + x1) / 2;
  const before = row.findLast((word) => word.x0 < middle);
  const after = row.find((word) => word.x0 >= middle);
  if (!before) return false;
  if (before.x1 > middle + 1) return true;
  return (
    after !== undefined &&
    after.x0 - before.x1 < Math.min(0.7 * (x1 - x0), MAX_WORD_GAP * Math.min(before.size, after.size))
  );
}

/** For each row, whether there are lines of a column just above it and just below it. The rows are in order. */
function areBesideLines(rows: readonly (readonly Word[])[], column: readonly Word[]): boolean[] {
  const baselines = column.map(({ baseline }) => baseline).sort((a, b) => a - b);
  let next = 0;
  return rows.map((row) => {
    const { baseline, size } = row[0]!;
    while (next < baselines.length && baselines[next]! <= baseline) next++;
    const above = baselines[next - 1];
    if (above === undefined) return false;
    const below = above === baseline ? above : (baselines[next] ?? Number.POSITIVE_INFINITY);
    return below - above < MAX_SKIP * size;
  });
}

/** Whether a word may be too long for any column. If it is at the start of a line, it did not fit on the line above. */
const isLong = ({ text }: Word): boolean => text.includes("/") || text.length >= LONG_WORD;

/** Whether a row is printed over its neighbours, which means that these are in another column. */
function isCrowded(rows: readonly (readonly Word[])[], n: number): boolean {
  const { baseline, size } = rows[n]![0]!;
  return [rows[n - 1]?.[0], rows[n + 1]?.[0]].some(
    (other) => other && Math.abs(other.baseline - baseline) < CROWDED * size && other.size > SMALL * size,
  );
}

/** Whether a long word on the left of a gutter extends over the words on its right. */
function isPrintedOver(row: readonly Word[], { x0, x1 }: Gutter): boolean {
  const middle = (x0 + x1) / 2;
  const before = row.findLast((word) => word.x0 < middle);
  const after = row.find((word) => word.x0 >= middle);
  return before !== undefined && after !== undefined && isLong(before) && before.x1 > after.x0 + OVERLAP * after.size;
}

/** Whether the words on the left of a gutter end inside it, clearly apart from those on its right. */
function endsInside(row: readonly Word[], { x0, x1 }: Gutter): boolean {
  const middle = (x0 + x1) / 2;
  const before = row.findLast((word) => word.x0 < middle);
  const after = row.find((word) => word.x0 >= middle);
  if (!before || before.x1 > x1) return false;
  return !after || (after.x0 > x1 - COLUMN_EDGE && after.x0 - before.x1 > MAX_WORD_GAP * before.size);
}

/**
 * Index of the first row of wide notes at the bottom of a page. These are separated from the text above by a rule
 * across several columns or by their smaller size. If there are none, the number of rows.
 */
function wideNotes(
  rows: readonly (readonly Word[])[],
  rules: PageText["page"]["rules"],
  gutters: readonly Gutter[],
  bodySize: number,
): number {
  const isInColumns = rows.map((row) =>
    gutters.some(({ x0, x1 }) => {
      const after = row.findIndex((word) => word.x0 >= (x0 + x1) / 2);
      return after === 0 || (after > 0 && row[after]!.x0 - row[after - 1]!.x1 >= 0.7 * (x1 - x0));
    }),
  );
  const last = isInColumns.lastIndexOf(true);
  const line = rules.find(
    ({ x0, x1, y0 }) =>
      gutters.some((gutter) => x0 < gutter.x0 - 20 && x1 > gutter.x1 + 20) && y0 > (rows[last]?.[0]?.baseline ?? 0),
  );
  const first = line ? rows.findIndex((row) => row[0]!.baseline > line.y0) : -1;
  if (first > 0) return first;
  const large = rows.findLastIndex((row) => row.some((word) => word.size > SMALL_NOTE * bodySize));
  const small = Math.max(last, large) + 1;
  const isWide = rows
    .slice(small)
    .some((row) => gutters.some((gutter) => isCrossing(row, gutter) && !(row[0]!.x1 > gutter.x0 && isLong(row[0]!))));
  return small > 0 && isWide ? small : rows.length;
}

/** Whether a row lies between two rules that extend across several columns, as in a wide table. */
function isBetweenRules(row: readonly Word[], rules: PageText["page"]["rules"], gutters: readonly Gutter[]): boolean {
  const y = row[0]!.baseline;
  const crossing = rules.filter((rule) => gutters.some(({ x0, x1 }) => rule.x0 < x0 - 20 && rule.x1 > x1 + 20));
  return (
    crossing.some((rule) => rule.y0 < y && rule.y0 > y - 60) &&
    crossing.some((rule) => rule.y0 > y - 2 && rule.y0 < y + 60)
  );
}
