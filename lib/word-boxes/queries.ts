import type { PageRect, WordBox } from "./model";

/** Two boxes are on the same line if they overlap vertically by at least this fraction of the lower one's height. */
const SAME_LINE = 0.5;
/** Maximum space between two words of a line, as a multiple of its height. Cells of a table are further apart. */
const MAX_SPACE = 1.6;

/** Words that are at most this far apart belong to one part of the text, even if a word between them has no box. */
const MAX_GAP = 40;

export interface Span {
  start: number;
  end: number;
}

/** A point on a page, in the unit of boxes. */
export interface PagePoint {
  page: number;
  x: number;
  y: number;
}

/** The part of a box that shows a part of its word. All letters are assumed to have the same width. */
export function partOf(box: WordBox, start: number, end: number): WordBox {
  const width = (box.x1 - box.x0) / (box.end - box.start);
  return {
    ...box,
    ...{ start, end },
    x0: Math.floor(box.x0 + (start - box.start) * width),
    x1: Math.ceil(box.x1 - (box.end - end) * width),
  };
}

/**
 * The boxes of a span. Words that are only partly in the span have a part of their box.
 *
 * @param boxes ordered by `start`
 */
export function boxesOfSpan(boxes: readonly WordBox[], { start, end }: Span): WordBox[] {
  const found: WordBox[] = [];
  for (let n = firstEndingAfter(boxes, start); n < boxes.length && boxes[n]!.start < end; n++) {
    const box = boxes[n]!;
    const isWhole = box.start >= start && box.end <= end;
    found.push(isWhole ? box : partOf(box, Math.max(start, box.start), Math.min(end, box.end)));
  }
  return found;
}

/** Index of the first box that ends after an offset, by binary search. */
function firstEndingAfter(boxes: readonly WordBox[], offset: number): number {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (boxes[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rectangles to draw for a passage: one for each line, including the spaces between its words. */
export function rectsOf(boxes: readonly WordBox[]): PageRect[] {
  const rects: PageRect[] = [];
  for (const { page, x0, y0, x1, y1 } of boxes) {
    const last = rects.at(-1);
    if (last && last.page === page && isBeside(last, { page, x0, y0, x1, y1 })) {
      last.x1 = Math.max(last.x1, x1);
      last.y0 = Math.min(last.y0, y0);
      last.y1 = Math.max(last.y1, y1);
    } else rects.push({ page, x0, y0, x1, y1 });
  }
  return rects;
}

/** Whether a box follows another on the same line. */
export function isBeside(left: PageRect, right: PageRect): boolean {
  const [height, other] = [left.y1 - left.y0, right.y1 - right.y0];
  const overlap = Math.min(left.y1, right.y1) - Math.max(left.y0, right.y0);
  const gap = right.x0 - left.x1;
  return overlap >= SAME_LINE * Math.min(height, other) && gap > -height && gap < MAX_SPACE * Math.max(height, other);
}

/** The word at a point; undefined if there is none. If boxes overlap, the one whose middle is nearest. */
export function wordAt(boxes: readonly WordBox[], { page, x, y }: PagePoint): WordBox | undefined {
  let found: WordBox | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    if (box.page !== page || x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) continue;
    const distance = Math.abs(y - (box.y0 + box.y1) / 2);
    if (distance < least) [found, least] = [box, distance];
  }
  return found;
}

/** The span from the first to the last word whose middle is in a rectangle; undefined if there is none. */
export function spanInRect(boxes: readonly WordBox[], { page, x0, y0, x1, y1 }: PageRect): Span | undefined {
  let span: Span | undefined;
  for (const box of boxes) {
    const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    if (box.page !== page || x < x0 || x > x1 || y < y0 || y > y1) continue;
    span = { start: Math.min(span?.start ?? box.start, box.start), end: Math.max(span?.end ?? 0, box.end) };
  }
  return span;
}

/** Where the first word below a rectangle is in the text; undefined if there is none. */
export function offsetBelow(boxes: readonly WordBox[], { page, x0, x1, y1 }: PageRect): number | undefined {
  const below = boxes.filter((box) => box.page === page && (box.y0 + box.y1) / 2 > y1);
  const column = below.filter((box) => box.x1 > x0 && box.x0 < x1);
  const [first] = (column.length > 0 ? column : below).toSorted((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
  return first?.start;
}

/** The parts of the text that boxes cover. Adjacent words are one part. @param boxes ordered by `start` */
export function spansOf(boxes: readonly WordBox[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of boxes) {
    const last = spans.at(-1);
    if (last && start - last.end <= MAX_GAP) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

/** How much of a text is on the pages. */
export interface ShownWords {
  /** The number of words in the text. */
  words: number;
  /** The number of these words of which at least a part has a box. */
  shown: number;
}

/**
 * The smallest part of an edition's words that a PDF must show. PDFs of the same text show at least 99 %, those of a
 * version with a tenth of its sentences replaced at least 63 %, those of other texts made of the same sentences at most
 * 51 %, and those of unrelated texts almost nothing (`npm run -s bench:added-pdf`).
 */
const LEAST = 0.6;

/** Whether pages that show this much of a text are those of the same text, and not of another one. */
export function isSameText({ words, shown }: ShownWords): boolean {
  return shown >= LEAST * Math.max(1, words);
}

/** The part of the words that is shown, in percent. Rounded down, because "100%" with words missing would be wrong. */
export function percentShown({ words, shown }: ShownWords): number {
  return Math.floor((100 * shown) / Math.max(1, words));
}

/** Counts the words of a text, and those that have boxes. @param boxes ordered by `start` */
export function shownWords(boxes: readonly WordBox[], text: string): ShownWords {
  let [words, shown, next] = [0, 0, 0];
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    if (!/[\p{L}\p{N}]/u.test(word)) continue;
    words += 1;
    while (next < boxes.length && boxes[next]!.end <= index) next += 1;
    if (next < boxes.length && boxes[next]!.start < index + word.length) shown += 1;
  }
  return { words, shown };
}
