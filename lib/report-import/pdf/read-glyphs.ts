import { LookReader, type ObjectLook } from "./glyph-looks";
import { MarkedContentReader } from "./marked-content";
import type { Glyph } from "./page";
import { matrixAt, type PageFrame } from "./page-frame";
import type { Pdfium } from "./pdfium";

/**
 * Maximum distance by which a glyph may extend beyond its advance, as a fraction of its size. It is less than the width
 * of a space, because PDFium returns a wrong advance for some characters. Italic letters can extend further.
 */
const MAX_OVERHANG = 0.15;
const MAX_ITALIC_OVERHANG = 0.25;

/** PDFium's code for a hyphen that it considers to be at the end of a line. */
const LINE_END_HYPHEN = 0x02;
const LINE_FEED = 0x0a;
const UNKNOWN = "\ufffd";

/** The upright text of a page. */
interface PageGlyphs {
  glyphs: Glyph[];
  /** The number of characters that the file does not map to Unicode. */
  unmapped: number;
}

/**
 * Reads upright text. Rotated text, such as a watermark or a label next to a chart, is not running text. The loop runs
 * for each character, so it calls the engine as little as possible and creates no objects other than glyphs.
 *
 * @param isTagged whether to read the ids of marked content
 */
export function readGlyphs(engine: Pdfium, page: number, frame: PageFrame, isTagged: boolean): PageGlyphs {
  const { api, fast } = engine;
  const text = api.FPDFText_LoadPage(page);
  if (text === 0) return { glyphs: [], unmapped: 0 };
  const scratch = engine.allocate(64);
  const glyphs: Glyph[] = [];
  const looks = new LookReader(engine, frame, scratch);
  const marked = isTagged ? new MarkedContentReader(engine) : undefined;
  let object = 0;
  let content = -1;
  let look: ObjectLook | undefined;
  let last: Glyph | undefined;
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
    const hasMapError = fast.FPDFText_HasUnicodeMapError(text, index) === 1;
    if (isUnmapped(code) || hasMapError) unmapped++;
    let value = charOf(code, startsLine);
    startsLine = false;
    const isCoded = hasMapError && code > 0 && code <= 0xff;
    if (isCoded && isInvisible(code, value)) value = "";
    else if (isInvisible(code, value)) {
      afterSpace = true;
      continue;
    }
    const current = fast.FPDFText_GetTextObject(text, index);
    if (current !== object || !look) {
      object = current;
      fast.FPDFText_GetMatrix(text, index, scratch);
      look = looks.read(object, matrixAt(engine, scratch));
      content = marked?.idOf(object) ?? -1;
    }
    if (!look.isUpright) continue;
    if (fast.FPDFText_GetLooseCharBox(text, index, scratch) === 0) continue;
    const left = engine.float(scratch, 0);
    const top = engine.float(scratch, 1);
    const right = engine.float(scratch, 2);
    const bottom = engine.float(scratch, 3);
    fast.FPDFText_GetCharOrigin(text, index, scratch, scratch + 8);
    const originX = engine.double(scratch);
    const originY = engine.double(scratch + 8);
    const origin = frame.x(originX, originY);
    const baseline = frame.y(originX, originY);
    const ax = frame.x(left, bottom);
    const bx = frame.x(right, top);
    const ay = frame.y(left, bottom);
    const by = frame.y(right, top);
    let x0 = Math.min(ax, bx);
    let x1 = Math.max(ax, bx);
    const { size, italic } = look.look;
    // The box includes what extends beyond the advance on either side, such as the top of an "f" or the tail of an
    // italic "у", which would fill part of a space. The letters of a ligature share its box.
    const most = (italic ? MAX_ITALIC_OVERHANG : MAX_OVERHANG) * size;
    const advance = looks.advanceOf(look, code);
    const end = origin + advance;
    if (advance > 0 && origin > x0 && origin < x1 && origin - x0 < most) x0 = origin;
    const isOnLine = last !== undefined && last.baseline === baseline;
    if (isOnLine && last!.x0 === x0) last!.x1 = x1;
    else if (end > x0 && end < x1 && x1 - end < most) x1 = end;
    const isOnPage = x1 > 0 && x0 < frame.width && baseline > 0 && baseline < frame.height + size;
    // A long URL can extend beyond the edge of the page.
    const isOverrun = isOnLine && Math.abs(x0 - last!.x1) < 0.1 * size;
    if (isOnPage || isOverrun) {
      last = { x0, y0: Math.min(ay, by), x1, y1: Math.max(ay, by), text: value, baseline, look: look.look, afterSpace };
      if (isCoded) last.code = code;
      if (content >= 0) last.content = content;
      glyphs.push(last);
    }
    afterSpace = false;
  }
  engine.free(scratch);
  marked?.free();
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
  return startsLine && isControl(code) && /^\S$/u.test(value) ? UNKNOWN : value;
}

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code < 0xa0);

/** Whether a character is whitespace or a control character. */
function isInvisible(code: number, value: string): boolean {
  // Most characters are letters, for which a comparison of numbers is enough.
  if ((code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x1680)) return false;
  return /^[\s\p{Cc}]$/u.test(value);
}

/**
 * Whether a character code is missing, is a replacement character, or is in a private use area, because the file does
 * not map the glyph to a character.
 */
const isUnmapped = (code: number): boolean =>
  code === 0 || code === 0xfffd || code > 0x10ffff || (code >= 0xe000 && code <= 0xf8ff);
