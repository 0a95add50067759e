import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import type { Line } from "./lines";
import type { Box } from "./page";
import { modeOf } from "./statistics";
import { type Chunk, spansOf } from "./table-chunks";

/** Minimum number of lines with several cells for text to count as a table. */
const MIN_ROWS = 3;
/** Maximum distance between the lines of a table, as a multiple of the size. */
const MAX_GAP = 4;
/** Tolerance for alignment, in points. */
const TOLERANCE = 2;

/** A range of lines. The end is after the last line. */
export interface Range {
  start: number;
  end: number;
}

/** The largest range of lines that includes a line with several cells and has continuous whitespace between columns. */
export function growFrom(
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
    if (distance > 1.6 * Math.max(pitch ?? 0, 1.2 * size)) break;
    if (!chunks[start - 1]![0]!.isGroup && isSeparated(lines[start - 1]!, lines[start]!, rules, true)) break;
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
