import { alternativeTextsOf } from "./alternative-texts";
import { type Annotation, readAnnotations } from "./annotations";
import type { OpenPdf } from "./open-pdf";
import type { Box, Drawing, EmbeddedImage, Glyph, Look, Page } from "./page";
import type { Pdfium } from "./pdfium";
import { NO_TEXT, type TextLayer } from "./text-layer";

/** Maximum thickness of a filled rectangle that counts as a line, in points. */
const MAX_RULE_WIDTH = 1.6;
/** Minimum length of a line, in points. */
const MIN_RULE_LENGTH = 6;
/**
 * Maximum number of segments in a path. Longer paths, such as maps and charts with a hundred thousand segments, are not
 * rules.
 */
const MAX_SEGMENTS = 2000;
/** Minimum number of segments in a plot. */
const MIN_PLOT = 5;
/** PDFium's constant for the even-odd fill rule. */
const EVEN_ODD = 1;
/** Maximum number of drawn objects to examine per page. */
const MAX_OBJECTS = 20_000;
/** Maximum number of nested clipping paths to examine. */
const MAX_CLIPS = 20;
/**
 * Maximum number of pieces of text per page. PDFium takes quadratic time for them. A dense page has about ten thousand,
 * if each character is a piece.
 */
const MAX_TEXT_OBJECTS = 30_000;
/** Maximum nesting of forms. Deeper nesting is a mistake or an attack. */
const MAX_FORM_DEPTH = 5;
/**
 * Matches font names such as "PTSerif-Bold", "Arial,BoldItalic", "MyriadPro-Semibold", "CMBX12" and "LinLibertineOB".
 * The font weights from PDFium are unusable, because it estimates them from stem widths. For example, it reports 1204
 * for Noto Sans Italic.
 */
const BOLD_NAME =
  /bold|black|heavy|semibd|demi(?!light)|[-,]b(?:i|d|k)?$|^(?:cm|sf|ec)(?:ss)?b|^lin(?:libertine|biolinum)o?[bz]i?$/iu;
const ITALIC_NAME =
  /ital|obliq|slanted|[-,](?:b|bd)?it?$|^(?:cm|sf|ec)(?:ti|sl|bxti)|^lin(?:libertine|biolinum)o?[bz]?i$/iu;
/** Minimum slant in the text matrix for upright glyphs to count as italic. Real italics are slanted by 0.2 or more. */
const MIN_SLANT = 0.1;
/**
 * Maximum distance by which a glyph may extend beyond its advance, as a fraction of its size. It is less than the width
 * of a space, because PDFium returns a wrong advance for some characters.
 */
const MAX_OVERHANG = 0.15;

const TEXT_OBJECT = 1;
const PATH_OBJECT = 2;
const IMAGE_OBJECT = 3;
const SHADING_OBJECT = 4;
const FORM_OBJECT = 5;
const FORCE_BOLD_FLAG = 1 << 18;
const ITALIC_FLAG = 1 << 6;
const FILL_AND_STROKE = 2;

/** PDFium's code for a hyphen that it considers to be at the end of a line. */
const LINE_END_HYPHEN = 0x02;
const LINE_FEED = 0x0a;
const UNKNOWN = "\ufffd";

type Matrix = readonly [number, number, number, number, number, number];

/** Transforms PDF coordinates into coordinates on the page as displayed. */
interface Frame {
  width: number;
  height: number;
  point(x: number, y: number): [number, number];
}

interface ReadPage {
  page: Page;
  layer: TextLayer;
  annotations: Annotation[];
}

/**
 * Reads one page of an open document, and describes its text layer.
 *
 * @param room the maximum number of annotations to read
 * @returns undefined if the page has too many pieces of text
 */
export function readPage({ engine, document }: OpenPdf, index: number, room: number): ReadPage | undefined {
  const { api } = engine;
  const page = api.FPDF_LoadPage(document, index);
  const label = engine.utf16((buffer, length) => api.FPDF_GetPageLabel(document, index, buffer, length));
  if (page === 0) {
    const empty = { index, label, width: 0, height: 0, glyphs: [], rules: [], drawings: [] };
    return { page: empty, layer: NO_TEXT, annotations: [] };
  }
  try {
    if (hasTooMuchText(engine, page)) return undefined;
    const frame = frameOf(engine, page);
    const { glyphs, unmapped } = readGlyphs(engine, page, frame);
    const { rules, drawings, ...drawn } = readDrawings({ engine, document }, page, frame);
    return {
      page: { index, label, width: frame.width, height: frame.height, glyphs, rules, drawings },
      layer: { characters: glyphs.length, unmapped, ...drawn },
      annotations: readAnnotations(engine, page, index, frame.point, room),
    };
  } finally {
    api.FPDF_ClosePage(page);
  }
}

function hasTooMuchText({ api, fast }: Pdfium, page: number): boolean {
  let left = MAX_TEXT_OBJECTS;
  const visit = (object: number, depth: number): void => {
    const type = fast.FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) left--;
    if (type !== FORM_OBJECT || depth >= MAX_FORM_DEPTH) return;
    const count = api.FPDFFormObj_CountObjects(object);
    for (let n = 0; n < count && left >= 0; n++) visit(fast.FPDFFormObj_GetObject(object, n), depth + 1);
  };
  const count = api.FPDFPage_CountObjects(page);
  for (let n = 0; n < count && left >= 0; n++) visit(fast.FPDFPage_GetObject(page, n), 0);
  return left < 0;
}

/** The page's box and rotation. */
function frameOf(engine: Pdfium, page: number): Frame {
  const { api } = engine;
  const box = engine.allocate(16);
  api.FPDF_GetPageBoundingBox(page, box);
  const [left, top, right, bottom] = [0, 1, 2, 3].map((n) => engine.float(box, n)) as [number, number, number, number];
  engine.free(box);
  const rotation = api.FPDFPage_GetRotation(page);
  const isTurned = rotation % 2 === 1;
  const [width, height] = isTurned ? [top - bottom, right - left] : [right - left, top - bottom];
  const turns: Frame["point"][] = [
    (x, y) => [x - left, top - y],
    (x, y) => [y - bottom, x - left],
    (x, y) => [right - x, y - bottom],
    (x, y) => [top - y, right - x],
  ];
  return { width, height, point: turns[rotation] ?? turns[0]! };
}

/** The bounding box of a rectangle in PDF coordinates. */
function boxOf(frame: Frame, left: number, bottom: number, right: number, top: number): Box {
  const [ax, ay] = frame.point(left, bottom);
  const [bx, by] = frame.point(right, top);
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
}

/**
 * Reads upright text. Rotated text, such as a watermark or a label next to a chart, is not running text. Also counts
 * the characters that the file does not map to Unicode.
 */
function readGlyphs(engine: Pdfium, page: number, frame: Frame): { glyphs: Glyph[]; unmapped: number } {
  const { api, fast } = engine;
  const text = api.FPDFText_LoadPage(page);
  if (text === 0) return { glyphs: [], unmapped: 0 };
  const scratch = engine.allocate(64);
  const glyphs: Glyph[] = [];
  const looks = new LookReader(engine);
  let object = 0;
  let look: ObjectLook | undefined;
  let afterSpace = false;
  let startsLine = true;
  let unmapped = 0;
  const count = api.FPDFText_CountChars(text);
  for (let index = 0; index < count; index++) {
    const code = fast.FPDFText_GetUnicode(text, index);
    if (fast.FPDFText_IsGenerated(text, index) === 1 && code !== LINE_END_HYPHEN) {
      startsLine ||= code === LINE_FEED;
      continue;
    }
    if (isUnmapped(code) || fast.FPDFText_HasUnicodeMapError(text, index) === 1) unmapped++;
    const value = charOf(code, startsLine);
    startsLine = false;
    if (/^[\s\p{Cc}]$/u.test(value)) {
      afterSpace = true;
      continue;
    }
    const current = fast.FPDFText_GetTextObject(text, index);
    if (current !== object || !look) {
      object = current;
      fast.FPDFText_GetMatrix(text, index, scratch);
      const matrix = [0, 1, 2, 3, 4, 5].map((n) => engine.float(scratch, n)) as unknown as Matrix;
      look = looks.read(object, matrix, frame);
    }
    if (!look.isUpright) continue;
    if (fast.FPDFText_GetLooseCharBox(text, index, scratch) === 0) continue;
    const [left, top, right, bottom] = [0, 1, 2, 3].map((n) => engine.float(scratch, n)) as [
      number,
      number,
      number,
      number,
    ];
    fast.FPDFText_GetCharOrigin(text, index, scratch, scratch + 8);
    const origin = engine.double(scratch);
    const [, baseline] = frame.point(origin, engine.double(scratch + 8));
    const box = boxOf(frame, left, bottom, right, top);
    // The box includes what extends beyond the advance, such as the top of an "f", which would fill part of a space.
    // The letters of a ligature share its box.
    const end = origin + looks.advanceOf(look, code);
    const last = glyphs.at(-1);
    const isLigature = last !== undefined && last.x0 === box.x0 && last.baseline === baseline;
    if (isLigature) last.x1 = box.x1;
    else if (end > left && end < right && right - end < MAX_OVERHANG * look.look.size) box.x1 -= right - end;
    const isOnPage = box.x1 > 0 && box.x0 < frame.width && baseline > 0 && baseline < frame.height + look.look.size;
    // A long URL can extend beyond the edge of the page.
    const isOverrun =
      last !== undefined && last.baseline === baseline && Math.abs(box.x0 - last.x1) < 0.1 * look.look.size;
    if (isOnPage || isOverrun) glyphs.push({ ...box, text: value, baseline, look: look.look, afterSpace });
    afterSpace = false;
  }
  engine.free(scratch);
  api.FPDFText_ClosePage(text);
  return { glyphs, unmapped };
}

/**
 * The character for a code. A glyph with a control character as its code is kept at the start of a line, where it may
 * be a bullet that is missing from the font or that the file does not map to a character.
 */
function charOf(code: number, startsLine: boolean): string {
  if (code === LINE_END_HYPHEN) return "-";
  const value = code > 0x10ffff ? UNKNOWN : String.fromCodePoint(code);
  return startsLine && /^[^\s\P{Cc}]$/u.test(value) ? UNKNOWN : value;
}

/**
 * Whether a character code is missing, is a replacement character, or is in a private use area, because the file does
 * not map the glyph to a character.
 */
const isUnmapped = (code: number): boolean =>
  code === 0 || code === 0xfffd || code > 0x10ffff || (code >= 0xe000 && code <= 0xf8ff);

/** The style of a text object. */
interface ObjectLook {
  look: Look;
  isUpright: boolean;
  font: number;
  /** Width of an em in PDF coordinates; undefined if the text does not run to the right in these. */
  em?: number;
}

/** Reads the style of text objects. Equal styles share one object. */
class LookReader {
  readonly #fonts = new Map<number, { name: string; bold: boolean; italic: boolean }>();
  readonly #looks = new Map<string, Look>();
  /** Advances in ems, by font and character code. */
  readonly #advances = new Map<number, Map<number, number>>();

  constructor(private readonly engine: Pdfium) {}

  read(object: number, [a, b, c, d]: Matrix, frame: Frame): ObjectLook {
    const { engine } = this;
    const { api } = engine;
    const scratch = engine.allocate(4);
    const isKnown = object !== 0 && api.FPDFTextObj_GetFontSize(object, scratch);
    const fontSize = isKnown ? engine.float(scratch) : 1;
    engine.free(scratch);
    const handle = object === 0 ? 0 : api.FPDFTextObj_GetFont(object);
    const font = this.#font(handle);
    const size = Math.round(fontSize * Math.hypot(c, d) * 20) / 20;
    // Text is upright if it runs to the right on the page.
    const [x0, y0] = frame.point(0, 0);
    const [x1, y1] = frame.point(a, b);
    const isUpright = x1 - x0 > 0 && Math.abs(y1 - y0) < 0.1 * (x1 - x0);
    const isSlanted = Math.abs((a * c + b * d) / (a * d - b * c || 1)) > MIN_SLANT;
    const isStroked = object !== 0 && api.FPDFTextObj_GetTextRenderMode(object) === FILL_AND_STROKE;
    const bold = font.bold || isStroked;
    const italic = font.italic || isSlanted;
    const key = `${font.name} ${size} ${bold} ${italic}`;
    const look = this.#looks.get(key) ?? { font: font.name, size, bold, italic };
    this.#looks.set(key, look);
    return { look, isUpright, font: handle, ...(handle !== 0 && b === 0 && a > 0 && { em: a * fontSize }) };
  }

  /** The advance of a character in PDF coordinates; NaN if it is unknown. */
  advanceOf({ font, em = Number.NaN }: ObjectLook, code: number): number {
    const known = this.#advances.get(font) ?? new Map<number, number>();
    this.#advances.set(font, known);
    let advance = known.get(code);
    if (advance === undefined) {
      const { engine } = this;
      const scratch = engine.allocate(4);
      const isFound = font !== 0 && engine.api.FPDFFont_GetGlyphWidth(font, code, 1, scratch);
      advance = isFound ? engine.float(scratch) : Number.NaN;
      engine.free(scratch);
      known.set(code, advance);
    }
    return em * advance;
  }

  #font(font: number): { name: string; bold: boolean; italic: boolean } {
    const known = this.#fonts.get(font);
    if (known) return known;
    const { engine } = this;
    const { api } = engine;
    if (font === 0) return { name: "", bold: false, italic: false };
    const name = engine
      .utf8((buffer, length) => api.FPDFFont_GetBaseFontName(font, buffer, length))
      .replace(/^[A-Z]{6}\+/u, "");
    const scratch = engine.allocate(4);
    const hasAngle = api.FPDFFont_GetItalicAngle(font, scratch);
    const isSlanted = hasAngle && engine.int(scratch) !== 0;
    engine.free(scratch);
    const flags = Math.max(0, api.FPDFFont_GetFlags(font));
    const made = {
      name,
      bold: BOLD_NAME.test(name) || (flags & FORCE_BOLD_FLAG) !== 0,
      italic: ITALIC_NAME.test(name) || isSlanted || (flags & ITALIC_FLAG) !== 0,
    };
    this.#fonts.set(font, made);
    return made;
  }
}

/** What a drawing inherits from the form that contains it, or its place on the page. */
interface DrawingContext {
  alt: string;
  /** The visible area. */
  clip: Box;
  at: Pick<EmbeddedImage, "object">;
}

/** Reads lines, images and drawings. The content of a form is transformed by the form's matrix. */
function readDrawings(
  { engine, document }: OpenPdf,
  page: number,
  frame: Frame,
): { rules: Box[]; drawings: Drawing[] } & Pick<TextLayer, "isDrawn" | "pictured" | "pixels"> {
  const { api, fast } = engine;
  const rules: Box[] = [];
  const drawings: Drawing[] = [];
  const scratch = engine.allocate(32);
  let seen = 0;
  let isDrawn = false;
  let pictured = 0;
  let pixels = 0;
  const texts = alternativeTextsOf({ engine, document }, page);

  const visit = (object: number, matrix: Matrix, depth: number, known: Partial<DrawingContext>): void => {
    if (object === 0 || ++seen > MAX_OBJECTS) return;
    const type = fast.FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) return;
    const alt = known.alt ?? (texts.size > 0 ? texts.get(fast.FPDFPageObj_GetMarkedContentID(object)) : undefined);
    const clip = type === PATH_OBJECT ? known.clip : overlapOf(known.clip, clipOf(object, matrix));
    if (type === FORM_OBJECT) {
      if (depth >= MAX_FORM_DEPTH) return;
      fast.FPDFPageObj_GetMatrix(object, scratch);
      const own = [0, 1, 2, 3, 4, 5].map((n) => engine.float(scratch, n)) as unknown as Matrix;
      const count = api.FPDFFormObj_CountObjects(object);
      for (let n = 0; n < count; n++)
        visit(fast.FPDFFormObj_GetObject(object, n), multiply(own, matrix), depth + 1, {
          ...(alt !== undefined && { alt }),
          ...(clip && { clip }),
        });
      return;
    }
    isDrawn = true;
    if (fast.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0) return;
    const [left, bottom, right, top] = [0, 1, 2, 3].map((n) => engine.float(scratch, n)) as [
      number,
      number,
      number,
      number,
    ];
    const [ax, ay] = apply(matrix, left, bottom);
    const [bx, by] = apply(matrix, right, top);
    const box = overlapOf(boxOf(frame, ax, ay, bx, by), clip);
    const isAll = box.x1 - box.x0 > 0.9 * frame.width && box.y1 - box.y0 > 0.9 * frame.height;
    const described = { ...box, ...(alt !== undefined && { alt }) };
    let image: EmbeddedImage | undefined;
    if (type === IMAGE_OBJECT) {
      pictured = Math.max(pictured, shareOf(box, frame));
      if (fast.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4) !== 0) {
        const bytes = api.FPDFImageObj_GetImageDataRaw(object, 0, 0);
        image = { width: engine.int(scratch), height: engine.int(scratch + 4), bytes, ...known.at };
        pixels = Math.max(pixels, image.width * image.height);
      }
    }
    if (type === IMAGE_OBJECT || type === SHADING_OBJECT) {
      if (!isAll) drawings.push({ ...described, isPicture: true, ...(image && { image }) });
    } else if (type === PATH_OBJECT) {
      const lines = ruleOf(box) ?? segmentsOf(object, matrix) ?? bordersOf(object, matrix);
      if (lines) rules.push(...lines);
      else if (!isAll && !isWhite(object))
        drawings.push({ ...described, isPicture: false, ...(isPlot(object) && { isPlot: true }) });
    }
  };

  /** The box around the area to which an object is clipped; undefined if it is not clipped. */
  const clipOf = (object: number, matrix: Matrix): Box | undefined => {
    const clip = api.FPDFPageObj_GetClipPath(object);
    const paths = clip === 0 ? 0 : Math.min(MAX_CLIPS, api.FPDFClipPath_CountPaths(clip));
    let box: Box | undefined;
    for (let path = 0; path < paths; path++) {
      const count = Math.min(MAX_SEGMENTS, api.FPDFClipPath_CountPathSegments(clip, path));
      const points: [number, number][] = [];
      for (let n = 0; n < count; n++) {
        fast.FPDFPathSegment_GetPoint(api.FPDFClipPath_GetPathSegment(clip, path, n), scratch, scratch + 4);
        points.push(frame.point(...apply(matrix, engine.float(scratch), engine.float(scratch + 4))));
      }
      if (points.length > 0) box = overlapOf(around(points), box);
    }
    return box;
  };

  /** The lines of a path that consists only of horizontal and vertical strokes. */
  const segmentsOf = (path: number, matrix: Matrix): Box[] | undefined => {
    const count = fast.FPDFPath_CountSegments(path);
    if (count < 2 || count > MAX_SEGMENTS) return undefined;
    fast.FPDFPath_GetDrawMode(path, scratch, scratch + 4);
    const isFilled = engine.int(scratch) !== 0;
    const isStroked = engine.int(scratch + 4) !== 0;
    // A filled box is a background or the bar of a chart.
    if (isFilled || !isStroked) return undefined;
    fast.FPDFPageObj_GetMatrix(path, scratch);
    const own = multiply([0, 1, 2, 3, 4, 5].map((n) => engine.float(scratch, n)) as unknown as Matrix, matrix);
    const lines: Box[] = [];
    let start: [number, number] | undefined;
    let from: [number, number] | undefined;
    for (let n = 0; n < count; n++) {
      const segment = fast.FPDFPath_GetPathSegment(path, n);
      const type = fast.FPDFPathSegment_GetType(segment);
      fast.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4);
      const to = frame.point(...apply(own, engine.float(scratch), engine.float(scratch + 4)));
      if (type === 2) start = to;
      else if (type !== 0 || !from) return undefined;
      const ends = type === 2 ? [] : [to, ...(fast.FPDFPathSegment_GetClose(segment) === 1 && start ? [start] : [])];
      for (const end of ends) {
        const [[ax, ay], [bx, by]] = [from!, end];
        const line = { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
        if (line.x1 - line.x0 > MAX_RULE_WIDTH && line.y1 - line.y0 > MAX_RULE_WIDTH) return undefined;
        lines.push(line);
        from = end;
      }
      from = to;
    }
    return lines.filter((line) => Math.max(line.x1 - line.x0, line.y1 - line.y0) >= MIN_RULE_LENGTH);
  };

  /**
   * The lines between two nested boxes that are filled by the even-odd rule. Some programs draw the borders of a box in
   * this way. Some of the borders can have zero width.
   */
  const bordersOf = (path: number, matrix: Matrix): Box[] | undefined => {
    const count = fast.FPDFPath_CountSegments(path);
    if (count < 8 || count > 10) return undefined;
    fast.FPDFPath_GetDrawMode(path, scratch, scratch + 4);
    if (engine.int(scratch) !== EVEN_ODD || engine.int(scratch + 4) !== 0) return undefined;
    fast.FPDFPageObj_GetMatrix(path, scratch);
    const own = multiply([0, 1, 2, 3, 4, 5].map((n) => engine.float(scratch, n)) as unknown as Matrix, matrix);
    const boxes: [number, number][][] = [];
    for (let n = 0; n < count; n++) {
      const segment = fast.FPDFPath_GetPathSegment(path, n);
      const type = fast.FPDFPathSegment_GetType(segment);
      fast.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4);
      const point = frame.point(...apply(own, engine.float(scratch), engine.float(scratch + 4)));
      if (type === 2) boxes.push([point]);
      else if (type === 0 && boxes.length > 0) boxes.at(-1)!.push(point);
      else return undefined;
    }
    if (boxes.length !== 2 || !boxes.every(isRectangle)) return undefined;
    const [outer, inner] = boxes.map(around).sort((a, b) => b.x1 - b.x0 + b.y1 - b.y0 - (a.x1 - a.x0 + a.y1 - a.y0));
    if (!outer || !inner) return undefined;
    const strips = [
      { ...outer, y1: inner.y0 },
      { ...outer, y0: inner.y1 },
      { ...outer, x1: inner.x0 },
      { ...outer, x0: inner.x1 },
    ].filter(({ x0, y0, x1, y1 }) => Math.min(x1 - x0, y1 - y0) > 0);
    const lines = strips.map(ruleOf);
    return lines.every((line) => line !== undefined) ? lines.flat() : undefined;
  };

  /** Whether a path consists mainly of slanted straight lines. Letters and rounded boxes consist mainly of curves. */
  const isPlot = (path: number): boolean => {
    const count = Math.min(MAX_SEGMENTS, fast.FPDFPath_CountSegments(path));
    if (count < MIN_PLOT) return false;
    let slanted = 0;
    let from: [number, number] | undefined;
    for (let n = 0; n < count; n++) {
      const segment = fast.FPDFPath_GetPathSegment(path, n);
      fast.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4);
      const to: [number, number] = [engine.float(scratch), engine.float(scratch + 4)];
      const isLine = fast.FPDFPathSegment_GetType(segment) === 0;
      if (isLine && from && from[0] !== to[0] && from[1] !== to[1]) slanted++;
      from = to;
    }
    return slanted > 0.5 * count;
  };

  /** White areas cover the drawings below them. */
  const isWhite = (object: number): boolean => {
    if (fast.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0) return false;
    return [0, 4, 8].every((at) => engine.int(scratch + at) >= 250);
  };

  const count = Math.min(MAX_OBJECTS, api.FPDFPage_CountObjects(page));
  for (let n = 0; n < count; n++) visit(fast.FPDFPage_GetObject(page, n), [1, 0, 0, 1, 0, 0], 0, { at: { object: n } });
  engine.free(scratch);
  return { rules, drawings, isDrawn, pictured, pixels };
}

/** The area that two boxes share. @param other undefined if nothing is cut off */
function overlapOf(box: Box, other: Box | undefined): Box;
function overlapOf(box: Box | undefined, other: Box | undefined): Box | undefined;
function overlapOf(box: Box | undefined, other: Box | undefined): Box | undefined {
  if (!box || !other) return box ?? other;
  const [x0, y0] = [Math.max(box.x0, other.x0), Math.max(box.y0, other.y0)];
  return { x0, y0, x1: Math.max(x0, Math.min(box.x1, other.x1)), y1: Math.max(y0, Math.min(box.y1, other.y1)) };
}

/** The share of a page that a box covers. */
function shareOf(box: Box, { width, height }: Frame): number {
  const [x0, x1] = [Math.max(0, box.x0), Math.min(width, box.x1)];
  const [y0, y1] = [Math.max(0, box.y0), Math.min(height, box.y1)];
  return (Math.max(0, x1 - x0) * Math.max(0, y1 - y0)) / Math.max(1, width * height);
}

/** The box of a line, in a list. Undefined if the box is too thick for a line; empty if the line is too short. */
function ruleOf(box: Box): Box[] | undefined {
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  if (Math.min(width, height) > MAX_RULE_WIDTH) return undefined;
  return Math.max(width, height) >= MIN_RULE_LENGTH ? [box] : [];
}

/** Whether all edges between consecutive points are horizontal or vertical. */
function isRectangle(points: readonly [number, number][]): boolean {
  return (
    points.length >= 4 &&
    points.every(([x, y], n) => {
      const [nextX, nextY] = points[(n + 1) % points.length]!;
      return Math.abs(nextX - x) < 0.01 || Math.abs(nextY - y) < 0.01;
    })
  );
}

function around(points: readonly [number, number][]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

const multiply = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];
