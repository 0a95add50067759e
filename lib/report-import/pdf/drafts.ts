import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import type { Figure } from "./figures";
import type { Line } from "./lines";
import { bulletOf, type ListMarker } from "./list-markers";
import { isSameSize, type LineLook, lookOf } from "./looks";
import type { Frame, Metrics } from "./metrics";
import type { Table } from "./table-cells";

/** An element of a column; elements are ordered from top to bottom. */
export type Item = { type: "line"; line: Line } | { type: "table"; table: Table } | { type: "figure"; figure: Figure };

/** The lines of one block. */
export interface TextDraft {
  type: "text";
  lines: Line[];
  /** Indentation of each line from the left edge of its own column. */
  indents: number[];
  look: LineLook;
  /** The block's list marker, and the left edge of the marker's column. */
  marker?: ListMarker & { left: number };
  frame: Frame;
  /**
   * Distances to the lines above and below, as a multiple of the usual line pitch; infinite at the ends of a column.
   */
  gapBefore: number;
  gapAfter: number;
}

export type Draft = TextDraft | { type: "table"; table: Table } | { type: "figure"; figure: Figure };

/** Minimum distance between paragraphs, as a multiple of the usual line pitch. */
const PARAGRAPH_GAP = 1.2;
/** Minimum indentation of a paragraph's first line, as a fraction of the line's size. */
const MIN_INDENT = 0.7;
/** Tolerance within which indentation counts as the same, as a fraction of the line's size. */
const ALIGNED = 0.3;
/** Minimum difference between the gaps above and below a heading in the size of the text. */
const NEARER = 0.3;
/** The end of a sentence, a list item, or part of a list item. */
const ENDED = /[.!?…:;][)\]"'”’»]*$/u;
/** Tolerance for the indentation of items, in points. */
const SAME_INDENT = 3;
const CAPITAL = /^["'“‘«„([–—]*\s*[\p{Lu}\p{N}]/u;

/** Groups the lines of a document into blocks, across column and page breaks. */
export function draftsOf(columns: readonly { frame: Frame; items: readonly Item[] }[], metrics: Metrics): Draft[] {
  const indents = usesIndents(columns, metrics);
  const drafts: Draft[] = [];
  /**
   * The block that the next line may continue. This is the last block of text, even if tables and figures follow it.
   */
  let open: TextDraft | undefined;
  for (const { frame, items } of columns) {
    let before: Line | undefined;
    for (const item of items) {
      if (item.type !== "line") {
        drafts.push(item);
        before = undefined;
        continue;
      }
      const { line } = item;
      const joined =
        open && goesOn({ draft: open, line, frame, before, metrics, indents, isLast: drafts.at(-1) === open });
      const gap = before
        ? (line.baseline - before.baseline) /
          metrics.pitchOf(Math.max(line.size, Math.min(before.size, metrics.bodySize)))
        : Number.POSITIVE_INFINITY;
      if (open && before) open.gapAfter = drafts.at(-1) === open ? gap : open.gapAfter;
      if (open && joined) {
        open.lines.push(line);
        open.indents.push(line.x0 - frame.left);
        open.gapAfter = Number.POSITIVE_INFINITY;
        if (line.x1 - line.x0 > 0.5 * (frame.right - frame.left)) open.frame = frame;
        open.look = bothLooks(open.look, lookOf(line));
      } else {
        const marker = bulletOf(line);
        open = {
          type: "text",
          lines: [line],
          indents: [line.x0 - frame.left],
          look: lookOf(line),
          frame,
          gapBefore: gap,
          gapAfter: Number.POSITIVE_INFINITY,
          ...(marker && { marker: { ...marker, left: frame.left } }),
        };
        drafts.push(open);
      }
      before = line;
    }
  }
  return drafts;
}

const bothLooks = (a: LineLook, b: LineLook): LineLook => ({
  size: a.size,
  bold: a.bold && b.bold,
  italic: a.italic && b.italic,
});

interface Question {
  draft: TextDraft;
  line: Line;
  frame: Frame;
  /** The line above in the same column; undefined for the first. */
  before: Line | undefined;
  metrics: Metrics;
  indents: boolean;
  /** Whether the block is the last one, with no table or figure between it and the line. */
  isLast: boolean;
}

/** Whether a line continues the previous block. */
function goesOn(question: Question): boolean {
  const { draft, line, before, metrics, isLast } = question;
  const last = draft.lines.at(-1)!;
  if (!isSameSize(line.size, draft.look.size)) return false;
  if (CAPTION_LABEL.test(line.text) && line.size < 0.97 * metrics.bodySize) return false;
  if (!isLast) return isUnfinished(last) && /^\p{Ll}/u.test(line.text) && isBody(draft.look, metrics);
  if (before !== last) {
    return isHeadingRest(question, last) || (isPlainText(draft) && goesOnInNextColumn(question, last));
  }
  return goesOnBelow(question, last);
}

const isBody = (look: LineLook, { bodySize }: Metrics): boolean => isSameSize(look.size, bodySize) && !look.bold;
const mayBeItem = (look: LineLook, { bodySize }: Metrics): boolean => look.size < 1.05 * bodySize && !look.bold;
const isPlainText = ({ look, lines, marker }: TextDraft): boolean =>
  !(look.bold && lines.length <= 2) || (marker !== undefined && marker.number === undefined);
const isUnfinished = (line: Line): boolean => !ENDED.test(line.text);

function goesOnBelow({ draft, line, frame, metrics, indents }: Question, last: Line): boolean {
  const pitch = metrics.pitchOf(line.size);
  const distance = (line.baseline - last.baseline) / pitch;
  if (distance <= 0 || distance > PARAGRAPH_GAP) return false;
  const look = lookOf(line);
  const isOther = look.bold !== draft.look.bold || (look.italic !== draft.look.italic && draft.lines.length === 1);
  const fits = couldFollow(last, line, draft.frame);
  if (isOther && (distance > 1.1 || (fits && (draft.look.bold || draft.look.italic)))) return false;
  if (isOther && isHeadingAbove(draft, line, distance)) return false;
  const tolerance = ALIGNED * line.size;
  const isNear = (a: number, b: number) => Math.abs(a - b) < tolerance;
  const ended = ENDED.test(last.text);
  const isHeadingLike = draft.look.bold || line.size > 1.05 * metrics.bodySize || line.size < 0.97 * metrics.bodySize;
  const isCentredBelow = (other: Line) => isNear((other.x0 + other.x1) / 2, (line.x0 + line.x1) / 2);
  const isCentred =
    isCentredBelow(last) && draft.lines.some((other) => isCentredBelow(other) && !isNear(other.x0, line.x0));
  const startsItem = isItemStart(line, draft, frame, ended, metrics);
  // Small items, such as endnotes, can be centred below each other by chance.
  if (isHeadingLike && isCentred && !(draft.marker && startsItem)) return true;
  if (startsItem) return false;
  if (line.size > 1.05 * metrics.bodySize && !fits && mayBeHeadingRest(draft, line)) return true;
  const [first = 0, body] = draft.indents;
  const indent = line.x0 - frame.left;
  if (draft.marker && mayBeItem(draft.look, metrics)) {
    const hanging = draft.marker.textX - draft.marker.left;
    if (isNear(indent, hanging)) return !(fits && ended && CAPITAL.test(line.text) && distance > 1.05);
    if (body !== undefined && isNear(indent, body)) return true;
    // The block is an item whose continuation lines begin at the margin.
    return body === undefined && !ended && !fits && indent < hanging;
  }
  if (fits && ended && CAPITAL.test(line.text)) return false;
  if (body !== undefined) return isNear(indent, body) || (isHeadingLike && !ended && indent < body);
  if (isNear(indent, first)) {
    const isIndented = indents && first > MIN_INDENT * line.size;
    return !(isIndented && (ended || fits));
  }
  if (indent < first) return indent > first - 4 * line.size;
  return !ended && !fits;
}

/** Whether a line is the rest of a heading that was split at the end of a column. */
function isHeadingRest({ draft, line, metrics, before }: Question, last: Line): boolean {
  if (line.size <= 1.05 * metrics.bodySize || !isUnfinished(last)) return false;
  if (/^\p{Ll}/u.test(line.text)) return true;
  return before === undefined && !couldFollow(last, line, draft.frame) && mayBeHeadingRest(draft, line);
}

/** Whether a line that does not fit at the end of a heading can be the heading's next line. */
function mayBeHeadingRest({ lines, look }: TextDraft, line: Line): boolean {
  const isSameLook = lookOf(line).bold === look.bold && lookOf(line).italic === look.italic;
  const isNumbered = /^\d+(?:\.\d+)*\.?\s+\p{Lu}/u.test(line.text);
  return isSameLook && !isNumbered && !/[.!?…]["'”’»)]*$/u.test(lines.at(-1)!.text);
}

/**
 * Whether a bold block is a heading because it is closer to the line below than to the text above. A paragraph that
 * begins in bold has the same gap above as the others, but its first line is rarely bold up to its end. If it is, the
 * next line often begins with the rest of the bold words.
 */
function isHeadingAbove({ look, lines, marker, gapBefore }: TextDraft, line: Line, gap: number): boolean {
  const isPhrase = !marker && isUnfinished(lines.at(-1)!) && CAPITAL.test(line.text);
  const [first] = line.words;
  const isOverLines = first !== undefined && lookOf({ words: [first], size: line.size }).bold;
  return look.bold && isPhrase && !isOverLines && gapBefore >= gap + NEARER;
}

function goesOnInNextColumn({ draft, line, frame, metrics, indents }: Question, last: Line): boolean {
  const tolerance = ALIGNED * line.size;
  const indent = line.x0 - frame.left;
  const ended = ENDED.test(last.text);
  const look = lookOf(line);
  if ((look.bold !== draft.look.bold || look.italic !== draft.look.italic) && (ended || look.bold)) return false;
  if (line.size > 1.05 * metrics.bodySize) return false;
  if (isItemStart(line, draft, frame, ended, metrics)) return false;
  const fits = couldFollow(last, line, draft.frame);
  if (draft.marker) {
    const hanging = draft.marker.textX - draft.marker.left;
    if (Math.abs(indent - hanging) < tolerance + 1) return !(fits && ended && CAPITAL.test(line.text));
    return !ended && Math.abs(indent) < tolerance;
  }
  if (SOURCE_NOTE.test(draft.lines[0]!.text) && ended) return false;
  if (!ended) return !fits || /^\p{Ll}/u.test(line.text);
  if (!CAPITAL.test(line.text)) return !/^[^\p{L}]*$/u.test(line.text);
  if (indents && indent > MIN_INDENT * line.size) return false;
  if (fits) return false;
  return line.size < 1.05 * metrics.bodySize;
}

/**
 * Whether a line begins a list item. It does if its marker continues the list, or is at a position where the previous
 * block cannot continue.
 */
function isItemStart(line: Line, draft: TextDraft, frame: Frame, ended: boolean, metrics: Metrics): boolean {
  const marker = bulletOf(line);
  if (!marker) return false;
  const before = draft.marker;
  const isList = before !== undefined && mayBeItem(draft.look, metrics);
  if (isList && isNumberInItem(marker, before, frame)) return false;
  if (isList && Math.abs(before.textX - before.left - (marker.textX - frame.left)) < SAME_INDENT) return true;
  if (isList && before.number !== undefined && marker.number === before.number + 1) return true;
  if (marker.number === undefined) return ended || marker.x > frame.left + 3;
  return (
    ended &&
    (marker.number === 1 || marker.x > frame.left + 3 || (isList && marker.number === (before.number ?? 0) + 1))
  );
}

/**
 * Whether the number at the start of a line is part of an item's text, such as a page number at the end of a source. It
 * is where the lines of the item continue, and neither follows the item's number nor begins a list.
 */
function isNumberInItem({ x, number }: ListMarker, item: ListMarker & { left: number }, { left }: Frame): boolean {
  if (number === undefined || item.number === undefined) return false;
  const isContinued = Math.abs(x - left - (item.textX - item.left)) < SAME_INDENT;
  return isContinued && number !== 1 && number !== item.number + 1;
}

/**
 * Whether a line's first word would have fitted at the end of the line above. If so, the line above ended a paragraph.
 */
function couldFollow(above: Line, line: Line, frame: Frame): boolean {
  const first = line.words[0]!;
  const room = frame.right - above.x1;
  return room > 0.3 * line.size + (first.x1 - first.x0) + 0.01 * (frame.right - frame.left);
}

/**
 * Whether a document indents the first lines of paragraphs. It does if more than half of the lines that certainly begin
 * a paragraph are indented.
 */
function usesIndents(columns: readonly { frame: Frame; items: readonly Item[] }[], metrics: Metrics): boolean {
  let starts = 0;
  let indented = 0;
  for (const { frame, items } of columns) {
    for (const [index, item] of items.entries()) {
      const above = items[index - 1];
      if (item.type !== "line" || above?.type !== "line" || bulletOf(item.line) || bulletOf(above.line)) continue;
      const { line } = item;
      if (!isSameSize(line.size, metrics.bodySize) || !isSameSize(above.line.size, metrics.bodySize)) continue;
      if (!ENDED.test(above.line.text) || !couldFollow(above.line, line, frame)) continue;
      starts++;
      if (line.x0 - frame.left > MIN_INDENT * line.size) indented++;
    }
  }
  return indented > 0.5 * starts;
}
