import {
  MAX_COMMENT_AUTHOR,
  MAX_COMMENT_BODY,
  MAX_COMMENT_CONTEXT,
  MAX_COMMENT_WORDS,
  type ReadComment,
} from "../comments";
import type { Box, Glyph, Page } from "./page";
import type { Pdfium } from "./pdfium";
import { inLayout } from "./places";

/** A comment or highlight on a page. */
export interface Annotation {
  /** Its number on the page. */
  index: number;
  page: number;
  author: string;
  created?: string;
  body: string;
  /** The lines that it marks; empty if it is only next to the text. */
  marked: Box[];
  place: Box;
  /** The number of the annotation that it replies to. */
  to?: number;
  /** Identifies it in other copies of the file (`NM`). */
  name?: string;
  /** Time of the last change (ISO 8601). */
  modified?: string;
  /** Red, green and blue, from 0 to 255. */
  colour?: [number, number, number];
  /** Set if it is a rectangle. */
  isArea?: true;
}

/** PDFium's codes for the kinds of annotations that are comments, and of those that mark text. */
const TEXT = 1;
const FREE_TEXT = 3;
const SQUARE = 5;
const MARKS = new Set([9, 10, 11, 12]);
/** Maximum number of annotations of a page to examine, and of lines that one of them can mark. */
const MAX_EXAMINED = 10_000;
const MAX_LINES = 500;
/** Maximum number of comparisons between marked lines and characters. Ordinary files need less than a tenth of it. */
const MAX_COMPARISONS = 50_000_000;
/** Maximum length of an annotation's name. Programs use UUIDs. */
const MAX_NAME = 100;
/** PDFium's code for the colour of the annotation itself, as opposed to its interior. */
export const OWN_COLOUR = 0;
/** Maximum size of a raised digit, such as a note marker, compared with the text that it is part of. */
const RAISED = 0.8;

/**
 * Reads the comments on a page. Nothing that they refer to is opened.
 *
 * @param page the loaded page with this index
 * @param point converts PDF coordinates to coordinates on the page as displayed
 * @param room the maximum number of comments to read
 */
export function readAnnotations(engine: Pdfium, page: number, index: number, point: Point, room: number): Annotation[] {
  const { api } = engine;
  const found: Annotation[] = [];
  const count = Math.min(MAX_EXAMINED, api.FPDFPage_GetAnnotCount(page));
  for (let n = 0; n < count && found.length < room; n++) {
    const annotation = api.FPDFPage_GetAnnot(page, n);
    if (annotation === 0) continue;
    const read = readOne(annotation, n);
    if (read) found.push(read);
    api.FPDFPage_CloseAnnot(annotation);
  }
  return found;

  function readOne(annotation: number, n: number): Annotation | undefined {
    const kind = api.FPDFAnnot_GetSubtype(annotation);
    const isMark = MARKS.has(kind);
    // A text annotation with a state only records that someone accepted or completed another one.
    if (
      !(isMark || kind === TEXT || kind === FREE_TEXT || kind === SQUARE) ||
      api.FPDFAnnot_HasKey(annotation, "State")
    )
      return undefined;
    const string = (key: string, length: number) =>
      engine
        .utf16((buffer, size) => api.FPDFAnnot_GetStringValue(annotation, key, buffer, size))
        .replace(/\r\n?/gu, "\n")
        .trim()
        .slice(0, length);
    const body = string("Contents", MAX_COMMENT_BODY);
    const place = engine.scratch(16, (at) =>
      api.FPDFAnnot_GetRect(annotation, at)
        ? boxFrom(
            [0, 1, 2, 3].map((i) => engine.float(at, i)),
            point,
          )
        : undefined,
    );
    const marked = isMark ? linesOf(annotation) : [];
    const parent = api.FPDFAnnot_GetLinkedAnnot(annotation, "IRT");
    const to = parent === 0 ? -1 : api.FPDFPage_GetAnnotIndex(page, parent);
    if (parent !== 0) api.FPDFPage_CloseAnnot(parent);
    const isEmpty = body === "" && (marked.length === 0 || to >= 0);
    if (isEmpty || !place) return undefined;
    const modified = dateOf(string("M", 40));
    const created = dateOf(string("CreationDate", 40)) ?? modified;
    const name = string("NM", MAX_NAME);
    const colour = colourOf(annotation);
    return {
      index: n,
      page: index,
      author: string("T", MAX_COMMENT_AUTHOR),
      body,
      marked,
      place,
      ...(created && { created }),
      ...(modified && { modified }),
      ...(name !== "" && { name }),
      ...(colour && { colour }),
      ...(kind === SQUARE && { isArea: true as const }),
      ...(to >= 0 && to !== n && { to }),
    };
  }

  function colourOf(annotation: number): [number, number, number] | undefined {
    return engine.scratch(12, (at) =>
      api.EPDFAnnot_GetColor(annotation, OWN_COLOUR, at, at + 4, at + 8)
        ? [engine.int(at), engine.int(at + 4), engine.int(at + 8)]
        : undefined,
    );
  }

  function linesOf(annotation: number): Box[] {
    const count = Math.min(MAX_LINES, api.FPDFAnnot_CountAttachmentPoints(annotation));
    const lines: Box[] = [];
    engine.scratch(32, (at) => {
      for (let n = 0; n < count; n++) {
        if (!api.FPDFAnnot_GetAttachmentPoints(annotation, n, at)) continue;
        const numbers = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => engine.float(at, i));
        const [xs, ys] = [0, 1].map((first) => numbers.filter((_, i) => i % 2 === first)) as [number[], number[]];
        const box = boxFrom([Math.min(...xs), Math.max(...ys), Math.max(...xs), Math.min(...ys)], point);
        if (box) lines.push(box);
      }
    });
    return lines;
  }
}

type Point = (x: number, y: number) => [number, number];

/** @param corners left, top, right and bottom in PDF coordinates; a file can contain any numbers */
function boxFrom(corners: readonly number[], point: Point): Box | undefined {
  if (!corners.every(Number.isFinite)) return undefined;
  const [left, top, right, bottom] = corners as [number, number, number, number];
  const [[ax, ay], [bx, by]] = [point(left, bottom), point(right, top)];
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
}

const DATE = /^D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(?:(\d\d)(?:([Zz+-])(?:(\d\d)'?(\d\d)?)?)?)?)?/u;

/** The time in a PDF date; undefined if it isn't one. */
function dateOf(text: string): string | undefined {
  const [whole, year, month, day, hour = "00", minute = "00", second = "00", sign = "Z", hours = "00", minutes = "00"] =
    DATE.exec(text) ?? [];
  if (!whole) return undefined;
  const zone = /z/iu.test(sign) ? "Z" : `${sign}${hours}:${minutes}`;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The comments of a file, with the words that they mark. */
export function commentsOf(annotations: readonly Annotation[], pages: readonly Page[]): ReadComment[] {
  const ids = new Set(annotations.map(idOf));
  let budget = MAX_COMPARISONS;
  return annotations.map((annotation) => {
    const { page: index, author, body, created, marked, place } = annotation;
    const page = pages[index]!;
    const to = annotation.to === undefined ? undefined : idOf({ page: index, index: annotation.to });
    budget -= (marked.length + 2) * page.glyphs.length;
    const boxes = (marked.length > 0 ? marked : [place]).flatMap((box) => inLayout(box, page));
    const [, left = 0, top = 0, right = 0, bottom = 0] = boxes;
    const isArea = annotation.isArea === true && left < right && top < bottom;
    return {
      ...{ id: idOf(annotation), author, body, page: index, boxes },
      ...(budget < 0 ? NO_WORDS : isArea ? { ...NO_WORDS, words: wordsIn(place, page) } : wordsUnder(marked, page)),
      ...(isArea ? { isArea } : marked.length === 0 && { isNear: true as const }),
      ...(created && { created }),
      ...(to !== undefined && ids.has(to) && { to }),
    };
  });
}

const NO_WORDS = { words: "", before: "", after: "" };

const idOf = ({ page, index }: Pick<Annotation, "page" | "index">): string => `${page + 1}-${index + 1}`;

/** The words under the marked lines, and the words next to them on the same lines. */
function wordsUnder(marked: readonly Box[], { glyphs }: Page): Pick<ReadComment, "words" | "before" | "after"> {
  const lines = marked.flatMap((box) => {
    const under = glyphs.filter((glyph) => isUnder(glyph, box)).sort((a, b) => a.x0 - b.x0);
    const size = under.reduce((most, { look }) => Math.max(most, look.size), 0);
    return under.length > 0
      ? [under.filter((glyph) => !(glyph.look.size < RAISED * size && /\d/u.test(glyph.text)))]
      : [];
  });
  const [first, last] = [lines[0]?.[0], lines.at(-1)?.at(-1)];
  const beside = (glyph: Glyph) =>
    glyphs.filter(({ baseline }) => Math.abs(baseline - glyph.baseline) < 1).sort((a, b) => a.x0 - b.x0);
  return {
    words: lines.map(textOf).join(" ").slice(0, MAX_COMMENT_WORDS),
    before: first ? textOf(beside(first).filter(({ x0 }) => x0 < first.x0)).slice(-MAX_COMMENT_CONTEXT) : "",
    after: last ? textOf(beside(last).filter(({ x0 }) => x0 > last.x0)).slice(0, MAX_COMMENT_CONTEXT) : "",
  };
}

/** The words in an area, in the order of the page. */
function wordsIn(area: Box, { glyphs }: Page): string {
  let text = "";
  let last: Glyph | undefined;
  for (const glyph of glyphs) {
    if (!isUnder(glyph, area)) continue;
    const isNext = last === undefined || (Math.abs(last.baseline - glyph.baseline) < 1 && !glyph.afterSpace);
    text += isNext ? glyph.text : ` ${glyph.text}`;
    last = glyph;
  }
  return text.slice(0, MAX_COMMENT_WORDS);
}

function isUnder({ x0, x1, baseline, look }: Glyph, box: Box): boolean {
  const [x, y] = [(x0 + x1) / 2, baseline - 0.25 * look.size];
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

const textOf = (glyphs: readonly Glyph[]): string =>
  glyphs.map(({ text, afterSpace }, n) => (n > 0 && afterSpace ? ` ${text}` : text)).join("");
