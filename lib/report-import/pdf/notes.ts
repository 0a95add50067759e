import { labelOf, markerLabels } from "./line-text";
import type { Line } from "./lines";
import type { Column, Metrics } from "./metrics";
import type { Box } from "./page";
import { addTo } from "./statistics";

/** Headings of endnotes. */
export const NOTES_TITLE =
  /^(?:\d+\.?\s*)?(?:end|foot)?(?:notes|references)$|^(?:\d+\.?\s*)?(?:примечания|сноски|ссылки|ескертпелер|сілтемелер)$/iu;

/**
 * The heading that Concord prints above the notes of a report. It isn't one of the report's headings, because Concord
 * adds it to each report with notes.
 */
export const PRINTED_NOTES_TITLE = /^footnotes$/iu;

/** A footnote at the bottom of a page. */
export interface NoteLines {
  label: string;
  page: number;
  lines: Line[];
  /** The number of words that the label takes up at the start of the first line. */
  labelWords: number;
}

/** Maximum size of the text of notes, as a fraction of the body size. */
const SMALLER = 0.94;
/** Minimum length of a rule between text and notes, in points. */
const MIN_SEPARATOR = 25;
/**
 * Maximum number of pages between a note's marker and the note. If the note follows the last one in order, there is no
 * limit.
 */
const PAGES_BACK = 1;
/** Maximum difference between the numbers of successive notes, one or two of which may not be recognized. */
const MAX_STEP = 3;
/** Tolerance for the text size of notes, in points. */
const SAME_SIZE = 0.3;
/** A gap between words separates table cells if it is wider than this multiple of the line's size. */
const CELL_GAP = 1.5;

/**
 * Extracts footnotes from the bottom of columns.
 *
 * @param columns the columns in reading order; modified in place
 * @param rules the thin lines of each page
 */
export function takeFootnotes(columns: Column[], metrics: Metrics, rules: readonly (readonly Box[])[]): NoteLines[] {
  const notes: NoteLines[] = [];
  /** The markers without a note, by label. */
  const free = new Map<string, PlacedMarker[]>();
  for (const marker of markersOf(columns, metrics)) addTo(free, marker.label, marker);
  const markerFor = (label: string, page: number) => {
    const last = notes.at(-1)?.label;
    const step = Number(label) - Number(last);
    const isNextInOrder = last === undefined ? label === "1" : step > 0 && step <= MAX_STEP;
    const back = isNextInOrder ? page : PAGES_BACK;
    const own = free.get(label) ?? [];
    const before = own.find((marker) => marker.page <= page && marker.page >= page - back);
    return before && (own.find((marker) => marker.page === page) ?? before);
  };
  /** The page with the most recent notes. Small text below them continues the last note. */
  let open: { page: number; size: number } | undefined;
  /** Whether the column is below a heading of endnotes. Endnotes fill whole columns and are not footnotes. */
  let isEndnotes = false;

  for (const column of columns) {
    const { lines } = column;
    const [first] = lines;
    if (!first) continue;
    const tail = tailOf(lines, metrics);
    if (tail > 0) isEndnotes = NOTES_TITLE.test(lines[tail - 1]!.text.trim());
    if (tail >= lines.length || isEndnotes) continue;
    const { page } = first;
    const size = open?.size;
    const isSeparated = (index: number) => hasRuleAbove(lines, index, rules[page] ?? []);
    let start = lines.findIndex((line, index) => {
      if (index < tail) return false;
      const label = noteLabel(line);
      return label !== undefined && markerFor(label.label, page) !== undefined;
    });
    // Text that is below a short rule, or that fills a region below other notes, continues the last note.
    const separated = lines.findIndex((_, index) => index >= tail && isSeparated(index));
    const isWholeRegion =
      tail === 0 && first.region.column < 0 && open?.page === page && Math.abs(first.size - (size ?? 0)) < SAME_SIZE;
    const goesOn = notes.length > 0 && (open?.page === page || open?.page === page - 1);
    if (goesOn && isWholeRegion) start = 0;
    else if (
      goesOn &&
      separated >= 0 &&
      (start < 0 || separated < start) &&
      continuesNote(lines, separated, start, size ?? 0, metrics)
    ) {
      start = separated;
    } else if (goesOn && start > tail && open?.page === page - 1) start = contiguousFrom(lines, tail, start, metrics);
    if (start < 0) continue;
    for (const line of lines.slice(start)) {
      const label = noteLabel(line);
      const marker = label && markerFor(label.label, page);
      if (label && marker && isNext(label.label, notes, page)) {
        const own = free.get(label.label)!;
        own.splice(own.indexOf(marker), 1);
        notes.push({ label: label.label, page, lines: [line], labelWords: label.words });
      } else notes.at(-1)?.lines.push(line);
    }
    column.lines = lines.slice(0, start);
    open = { page, size: lines.at(-1)!.size };
  }
  return notes;
}

/** Index at which the small lines at the end of a column begin. */
function tailOf(lines: readonly Line[], { bodySize }: Metrics): number {
  const last = lines.findLastIndex((line) => line.size > SMALLER * bodySize);
  return last + 1;
}

function hasRuleAbove(lines: readonly Line[], index: number, rules: readonly Box[]): boolean {
  const line = lines[index]!;
  const above = lines[index - 1];
  const top = line.baseline - line.size;
  return rules.some((rule) => {
    const width = rule.x1 - rule.x0;
    if (width < MIN_SEPARATOR || rule.y1 - rule.y0 > 2 || rule.x1 < line.x0 || rule.x0 > line.x1) return false;
    const isBetween = rule.y0 > (above ? above.baseline : 0) && rule.y0 < top + 0.35 * line.size;
    return isBetween && top - rule.y0 < 2.5 * line.size && rule.x0 - line.x0 < 12;
  });
}

/**
 * Whether small lines above the first note's label continue the previous note. They do if they have the same size as
 * the note, have no gaps between them, and are not a table.
 */
function continuesNote(lines: readonly Line[], from: number, to: number, size: number, metrics: Metrics): boolean {
  const own = lines.slice(from, to < 0 ? lines.length : to);
  const pitch = metrics.pitchOf(size);
  const isClose = own.every((line, n) => n === 0 || line.baseline - own[n - 1]!.baseline < 1.5 * pitch);
  return isClose && own.length > 0 && own.every((line) => Math.abs(line.size - size) < SAME_SIZE && !hasCells(line));
}

/** Whether the gaps in a line are wider than word spaces, which means that the line belongs to a table. */
const hasCells = (line: Line): boolean =>
  line.words.some((word, n) => n > 0 && word.x0 - line.words[n - 1]!.x1 > CELL_GAP * line.size);

/** Index of the first line in the run of lines of the same size above the first label. */
function contiguousFrom(lines: readonly Line[], tail: number, start: number, metrics: Metrics): number {
  const size = lines[start]!.size;
  const pitch = metrics.pitchOf(size);
  let from = start;
  while (
    from > tail &&
    Math.abs(lines[from - 1]!.size - size) < 0.1 &&
    lines[from]!.baseline - lines[from - 1]!.baseline < 1.6 * pitch
  )
    from--;
  // A table right above the notes is just as close to them, but has gaps inside its lines.
  return lines.slice(from, start).some(hasCells) ? start : from;
}

/** Whether a label can follow the previous note's label. The numbers of the notes on a page increase. */
function isNext(label: string, notes: readonly NoteLines[], page: number): boolean {
  const before = notes.at(-1);
  if (!before || !/^\d+$/u.test(label) || !/^\d+$/u.test(before.label)) return true;
  const step = Number(label) - Number(before.label);
  return before.page === page ? step > 0 && step <= MAX_STEP : true;
}

/** The label at the start of a line. */
function noteLabel(line: Line): { label: string; words: number } | undefined {
  const [first, second] = line.words;
  if (!first) return undefined;
  const [raised] = markerLabels(first);
  if (raised !== undefined) return { label: raised, words: 1 };
  if (!second) return undefined;
  const own = /^[[(]?(\d{1,3}|[*†‡§]{1,3})[\])]?[.:]?$/u.exec(first.text)?.[1] ?? labelOf(first.text);
  return own === undefined ? undefined : { label: own, words: 1 };
}

interface PlacedMarker {
  label: string;
  page: number;
}

/** The markers in the text, in reading order. */
function markersOf(columns: readonly Column[], { bodySize }: Metrics): PlacedMarker[] {
  // In running text, a marker can wrap onto the next line. At the start of a small line, it is a note's label.
  return columns.flatMap(({ lines }) =>
    lines.flatMap(({ words, page, size }) =>
      words
        .slice(size > SMALLER * bodySize ? 0 : 1)
        .flatMap((word) => markerLabels(word).map((label) => ({ label, page }))),
    ),
  );
}
