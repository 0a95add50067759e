import { gunzipSync } from "node:zlib";
import { decodeBoxes } from "../word-boxes/codec";
import type { PageRect, WordBox } from "../word-boxes/model";
import { offsetBelow, type Span, spanInRect } from "../word-boxes/queries";
import { folded } from "./occurring";
import type { PageEvidence } from "./portable";

/** Letters by which the words in a file may differ from those found, because a line can end inside a letter. */
const TOLERANCE = 2;

/** Number of letters at both ends that must be the same if a passage isn't the same as a whole. */
const ENDS = 4;

/**
 * The part of the words of a page that must be in the other file too for an area to be placed there. The rest allows
 * for words that are read differently, and for corrections that don't change the layout.
 */
const SAME_PAGE = 0.9;
/** The same for the words in the area, of which there are fewer. If there are none, only the page is compared. */
const SAME_AREA = 0.5;
/** The same if the other words of the page aren't known. The area must then have words. */
const SAME_AREA_ALONE = 0.9;
/** Shorter words are on every page. */
const SHORTEST = 4;

/** Finds passages of a text by their places on its pages. */
export class PageWords {
  readonly #text: string;
  readonly #boxes: WordBox[][];

  /** @param words the boxes of the words on each page, encoded and compressed */
  constructor(text: string, words: readonly Uint8Array[]) {
    this.#text = text;
    this.#boxes = words.map((page, index) => decodeBoxes(gunzipSync(page), index));
  }

  /**
   * The passage under the marked lines.
   *
   * @param exact the words there, as the file has them, which must be those of the text; empty if it has no text
   * @param isOwn whether the file is of this very text, so that words without a text in the file are accepted
   */
  spanUnder(lines: readonly PageRect[], exact: string, isOwn: boolean): Span | undefined {
    const parts = lines.flatMap((line) => this.#partsUnder(line));
    if (parts.length === 0) return undefined;
    const span = spanOf(parts);
    const whole = spanOf(
      parts.map(({ box, start, end }) => ({
        start: start - box.start <= 1 ? box.start : start,
        end: box.end - end <= 1 ? box.end : end,
      })),
    );
    if (exact.trim() === "") return isOwn ? span : undefined;
    const sought = letters(exact);
    const found = (at: Span) => letters(this.#text.slice(at.start, at.end));
    const own = found(span);
    if (own !== sought && found(whole) === sought) return whole;
    const isAlike = own.includes(sought) || sought.includes(own);
    if (isAlike && Math.abs(own.length - sought.length) <= TOLERANCE) return span;
    // Between its ends, the file can have parts that aren't in the text, such as footnotes, and in another order.
    return isOwn && haveSameEnds(own, sought) ? span : undefined;
  }

  /** The only place of a quote on a page; undefined if it is not there, or several times. */
  spanOnPage(page: number, exact: string): Span | undefined {
    const boxes = this.#boxes[page] ?? [];
    const { start: from, end: last } = spanOf(boxes);
    const start = boxes.length === 0 ? -1 : this.#text.indexOf(exact, from);
    if (exact === "" || start < 0 || start >= last) return undefined;
    const next = this.#text.indexOf(exact, start + 1);
    return next >= 0 && next < last ? undefined : { start, end: start + exact.length };
  }

  /**
   * The place of an area in the text, and the words in it; undefined if the page isn't the one on which the area was
   * marked, or there is too little to tell.
   *
   * @param hash of the file that has the pages
   */
  placeOfArea(
    rect: PageRect,
    evidence: PageEvidence,
    hash: string | null,
  ): { offset: number; words: string } | undefined {
    const boxes = this.#boxes[rect.page];
    if (!boxes || !this.#isSamePage(rect, boxes, evidence, hash)) return undefined;
    const span = spanInRect(boxes, rect);
    // After a page without words, the text continues on the next one that has some.
    const offset = span?.start ?? offsetBelow(boxes, rect) ?? this.#endOf(rect.page);
    return { offset, words: span ? this.#text.slice(span.start, span.end) : "" };
  }

  #isSamePage(rect: PageRect, boxes: readonly WordBox[], evidence: PageEvidence, hash: string | null): boolean {
    if ("hash" in evidence) return evidence.hash === hash;
    const { words, pageWords } = evidence;
    if (pageWords !== null && !this.#areIn(boxes, letters(pageWords), SAME_PAGE)) return false;
    const { x0, y0, x1, y1 } = rect;
    const inside = boxes.filter((box) => box.x0 >= x0 && box.x1 <= x1 && box.y0 >= y0 && box.y1 <= y1);
    if (pageWords === null) return this.#areIn(inside, letters(words), SAME_AREA_ALONE);
    return !inside.some((box) => this.#isTelling(box)) || this.#areIn(inside, letters(words), SAME_AREA);
  }

  #endOf(page: number): number {
    const next = this.#boxes.slice(page + 1).find(({ length }) => length > 0);
    return this.#boxes[page]?.length ? spanOf(this.#boxes[page]).end : next ? spanOf(next).start : this.#text.length;
  }

  #areIn(boxes: readonly WordBox[], found: string, part: number): boolean {
    const sought = boxes.filter((box) => this.#isTelling(box));
    const there = sought.filter(({ start, end }) => found.includes(letters(this.#text.slice(start, end))));
    return sought.length > 0 && there.length >= part * sought.length;
  }

  #isTelling({ start, end }: WordBox): boolean {
    return letters(this.#text.slice(start, end)).length >= SHORTEST;
  }

  /** The words on a line, as far as they are in it. All letters of a word are assumed to have the same width. */
  #partsUnder(line: PageRect): (Span & { box: WordBox })[] {
    return (this.#boxes[line.page] ?? []).flatMap((box) => {
      const middle = (box.y0 + box.y1) / 2;
      if (middle < line.y0 || middle > line.y1 || box.x1 <= line.x0 || box.x0 >= line.x1) return [];
      const letter = (box.x1 - box.x0) / (box.end - box.start);
      const start = box.start + Math.max(0, Math.round((line.x0 - box.x0) / letter));
      const end = box.end - Math.max(0, Math.round((box.x1 - line.x1) / letter));
      return start < end ? [{ box, start, end }] : [];
    });
  }
}

/** The span from the first start to the last end. A page can have more words than a call can have arguments. */
function spanOf(spans: readonly Span[]): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { start, end } of spans) [first, last] = [Math.min(first, start), Math.max(last, end)];
  return { start: first, end: last };
}

function haveSameEnds(a: string, b: string): boolean {
  return a.slice(0, ENDS) === b.slice(0, ENDS) && a.slice(-ENDS) === b.slice(-ENDS);
}

const letters = (text: string): string => folded(text).replaceAll(" ", "");
