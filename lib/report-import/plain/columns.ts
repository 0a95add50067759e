import type { Chunk } from "../chunks";
import type { Line } from "../lines";
import { plain } from "../marked-text";

/** Minimum width of a gap between columns, in spaces. */
const LEAST_GAP = 2;
const LEAST_ROWS = 3;
/** Share of rows that must have text in at least two columns. */
const LEAST_FULL = 0.7;
const MAX_COLUMNS = 20;
const MAX_LINE = 200;
/** A drawing made of dashes and bars is not a table. */
const DRAWING = /[+|][-=+]{2,}|[-=]{2,}[+>]|<-{2,}|\|.*\|/u;
const RULE = /^[\s\-=_+|:]+$/u;

/**
 * Puts tabs between the columns of a table that is aligned with spaces, so that it is read like other tables. Other
 * chunks are returned unchanged.
 */
export function withTabs(chunk: Chunk): Chunk {
  const lines = chunk.lines.filter(({ value }) => !RULE.test(value));
  if (lines.length < LEAST_ROWS || lines.some(({ value }) => value.length > MAX_LINE || value.includes("\t")))
    return chunk;
  if (lines.some(({ value }) => DRAWING.test(value)) || lines.some(({ marks }) => marks.length > 0)) return chunk;
  const gaps = gapsOf(lines);
  if (gaps.length === 0 || gaps.length >= MAX_COLUMNS) return chunk;
  const rows = lines.map((line) => cellsOf(line.value, gaps));
  const full = rows.filter((cells) => cells.filter((cell) => cell !== "").length > 1).length;
  if (full < rows.length * LEAST_FULL || isProse(rows)) return chunk;
  return { ...chunk, lines: lines.map((line, nth) => ({ ...line, ...plain(rows[nth]!.join("\t")) })) };
}

/**
 * The gaps between columns, as half-open ranges of offsets. Within a gap, each line has only spaces or has already
 * ended.
 */
function gapsOf(lines: readonly Line[]): [number, number][] {
  // Don't pass the lines to `Math.max` as arguments, because a chunk can have more lines than a call can have
  // arguments.
  const width = lines.reduce((most, { value }) => Math.max(most, value.trimEnd().length), 0);
  const gaps: [number, number][] = [];
  let start: number | undefined;
  const first = lines.reduce((least, { value }) => Math.min(least, value.length - value.trimStart().length), width);
  for (let at = first; at < width; at++) {
    const isBlank = lines.every(({ value }) => (value[at] ?? " ") === " ");
    if (isBlank) start ??= at;
    else {
      if (start !== undefined && at - start >= LEAST_GAP) gaps.push([start, at]);
      start = undefined;
    }
  }
  return gaps;
}

function cellsOf(value: string, gaps: readonly [number, number][]): string[] {
  const starts = [0, ...gaps.map(([, end]) => end)];
  return starts.map((start, nth) => value.slice(start, gaps[nth]?.[0]).trim());
}

/**
 * Whether this is a list whose numbers are set apart from its text, or text in two columns. In both cases, the last
 * column consists of whole lines.
 */
function isProse(rows: readonly (readonly string[])[]): boolean {
  const isNumbered =
    rows[0]!.length === 2 &&
    rows.filter(([mark]) => /^(?:[-–—•*o]|\(?\w{1,3}[.)\]:]|)$/u.test(mark!)).length > rows.length / 2;
  const isTwoColumns = rows[0]!.length === 2 && rows.every(([first, last]) => first!.length > 30 && last!.length > 30);
  return isNumbered || isTwoColumns;
}
