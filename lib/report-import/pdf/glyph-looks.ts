import type { Look } from "./page";
import type { Matrix, PageFrame } from "./page-frame";
import type { Pdfium } from "./pdfium";

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

/** Maximum slope of a level line. Matrices have rounding errors. */
const LEVEL = 1e-5;

/**
 * The extent of a font that doesn't state a plausible one, as a fraction of its size. These are the values that other
 * PDF readers assume.
 */
const USUAL_EXTENT = { ascent: 0.95, descent: 0.35 };
const MAX_EXTENT = 1.9;

const FORCE_BOLD_FLAG = 1 << 18;
const ITALIC_FLAG = 1 << 6;
const FILL_AND_STROKE = 2;

/** The style of a text object. */
export interface ObjectLook {
  look: Look;
  isUpright: boolean;
  font: number;
  /** Width of an em on the page as displayed; NaN if the text is not quite level there. */
  em: number;
  /** The advances of the font's characters in ems, by character code. */
  advances: Map<number, number>;
}

/** How a text object is drawn. */
interface DrawnStyle {
  font: number;
  fontSize: number;
  isStroked: boolean;
  matrix: Matrix;
}

interface Font {
  name: string;
  bold: boolean;
  italic: boolean;
  extent: Pick<Look, "ascent" | "descent">;
  advances: Map<number, number>;
}

/** Reads the style of text objects. Equal styles share one object. */
export class LookReader {
  readonly #fonts = new Map<number, Font>();
  readonly #looks = new Map<string, Look>();
  #last: (DrawnStyle & { look: ObjectLook }) | undefined;
  readonly #engine: Pdfium;
  readonly #frame: PageFrame;
  /** A buffer of 4 bytes. */
  readonly #scratch: number;

  constructor(engine: Pdfium, frame: PageFrame, scratch: number) {
    this.#engine = engine;
    this.#frame = frame;
    this.#scratch = scratch;
  }

  read(object: number, matrix: Matrix): ObjectLook {
    const { fast } = this.#engine;
    const isKnown = object !== 0 && fast.FPDFTextObj_GetFontSize(object, this.#scratch) !== 0;
    const fontSize = isKnown ? this.#engine.float(this.#scratch) : 1;
    const font = object === 0 ? 0 : fast.FPDFTextObj_GetFont(object);
    const isStroked = object !== 0 && fast.FPDFTextObj_GetTextRenderMode(object) === FILL_AND_STROKE;
    // Many objects in a row have the same style, because programs write a line or a word at a time.
    const last = this.#last;
    const isSame =
      last !== undefined &&
      last.font === font &&
      last.fontSize === fontSize &&
      last.isStroked === isStroked &&
      last.matrix.every((entry, n) => n > 3 || entry === matrix[n]);
    if (isSame) return last.look;
    const look = this.#lookOf({ font, fontSize, isStroked, matrix });
    this.#last = { font, fontSize, isStroked, matrix, look };
    return look;
  }

  #lookOf({ font: handle, fontSize, isStroked, matrix: [a, b, c, d] }: DrawnStyle): ObjectLook {
    const font = this.#fonts.get(handle) ?? this.#readFont(handle);
    const size = Math.round(fontSize * Math.hypot(c, d) * 20) / 20;
    // Text is upright if it runs to the right on the page.
    const { x, y } = this.#frame;
    const across = x(a, b) - x(0, 0);
    const down = Math.abs(y(a, b) - y(0, 0));
    const isUpright = across > 0 && down < 0.1 * across;
    const isSlanted = Math.abs((a * c + b * d) / (a * d - b * c || 1)) > MIN_SLANT;
    const bold = font.bold || isStroked;
    const italic = font.italic || isSlanted;
    const key = `${font.name} ${size} ${bold} ${italic}`;
    let look = this.#looks.get(key);
    if (!look) {
      look = { font: font.name, size, bold, italic, ...font.extent };
      this.#looks.set(key, look);
    }
    const em = handle !== 0 && across > 0 && down < LEVEL * across ? across * fontSize : Number.NaN;
    return { look, isUpright, font: handle, em, advances: font.advances };
  }

  /** The advance of a character on the page as displayed; NaN if it is unknown. */
  advanceOf({ font, em, advances }: ObjectLook, code: number): number {
    let advance = advances.get(code);
    if (advance === undefined) {
      const isFound = font !== 0 && this.#engine.fast.FPDFFont_GetGlyphWidth(font, code, 1, this.#scratch) !== 0;
      advance = isFound ? this.#engine.float(this.#scratch) : Number.NaN;
      advances.set(code, advance);
    }
    return em * advance;
  }

  #readFont(font: number): Font {
    const read = font === 0 ? { name: "", bold: false, italic: false, extent: USUAL_EXTENT } : this.#styleOf(font);
    const made = { ...read, advances: new Map<number, number>() };
    this.#fonts.set(font, made);
    return made;
  }

  #styleOf(font: number): Omit<Font, "advances"> {
    const engine = this.#engine;
    const { api } = engine;
    const name = engine
      .utf8((buffer, length) => api.FPDFFont_GetBaseFontName(font, buffer, length))
      .replace(/^[A-Z]{6}\+/u, "");
    const isSlanted = api.FPDFFont_GetItalicAngle(font, this.#scratch) && engine.int(this.#scratch) !== 0;
    const flags = Math.max(0, api.FPDFFont_GetFlags(font));
    return {
      name,
      bold: BOLD_NAME.test(name) || (flags & FORCE_BOLD_FLAG) !== 0,
      italic: ITALIC_NAME.test(name) || isSlanted || (flags & ITALIC_FLAG) !== 0,
      extent: {
        ascent: this.#extentOf(USUAL_EXTENT.ascent, () => api.FPDFFont_GetAscent(font, 1, this.#scratch)),
        descent: this.#extentOf(USUAL_EXTENT.descent, () => api.FPDFFont_GetDescent(font, 1, this.#scratch)),
      },
    };
  }

  #extentOf(usual: number, read: () => boolean): number {
    const extent = read() ? Math.abs(this.#engine.float(this.#scratch)) : 0;
    return extent > 0 && extent < MAX_EXTENT ? extent : usual;
  }
}
