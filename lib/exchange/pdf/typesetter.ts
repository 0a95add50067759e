/** Sets text on new pages of a PDF. */

import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../errors";
import type { Pdfium } from "../../report-import/pdf/pdfium";
import { type FontFile, fontFileOf } from "./font-file";

const FONTS = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource/source-serif-4/files");
/** The scripts in which notes are written, most frequent first. Each has its own file. */
const SCRIPTS = ["latin", "cyrillic", "cyrillic-ext", "latin-ext", "greek", "vietnamese"];
const WEIGHTS = { regular: 400, bold: 600 } as const;
/** Shown in place of characters that no font has. */
const MISSING = "?";

/** The size of the pages (A4), their margin, and the distance between lines as a multiple of the font's size. */
const PAGE = { width: 595, height: 842, margin: 56 };
const LEADING = 1.4;

export interface Style {
  weight: keyof typeof WEIGHTS;
  size: number;
  /** Space above the paragraph, in points. */
  above: number;
}

/** Characters that one font file has, and their glyphs. */
interface Run {
  font: LoadedFont;
  glyphs: number[];
  width: number;
}

interface LoadedFont {
  file: FontFile;
  /** Loaded into the document when it is first used. */
  handle: number | null;
}

/** A word, with the runs that it consists of. */
interface Word {
  runs: Run[];
  width: number;
}

export class Typesetter {
  readonly #engine: Pdfium;
  readonly #document: number;
  readonly #fonts = new Map<Style["weight"], LoadedFont[]>();
  #page = 0;
  /** The distance of the next line from the top of the page. */
  #y = Number.POSITIVE_INFINITY;

  constructor(engine: Pdfium, document: number) {
    this.#engine = engine;
    this.#document = document;
  }

  /** Sets a paragraph below the last one. Line breaks in the text are kept. */
  paragraph(text: string, style: Style): void {
    this.#y += style.above;
    for (const line of text.split("\n")) {
      const words = line.split(/[^\S\u00a0]+/u).filter(Boolean);
      for (const set of this.#linesOf(words, style)) this.#line(set, style);
    }
  }

  /** Completes the last page. */
  end(): void {
    if (this.#page === 0) return;
    this.#engine.api.FPDFPage_GenerateContent(this.#page);
    this.#engine.api.FPDF_ClosePage(this.#page);
    this.#page = 0;
  }

  #linesOf(texts: readonly string[], style: Style): Word[][] {
    const space = this.#measure(" ", style).width;
    const most = PAGE.width - 2 * PAGE.margin;
    const lines: Word[][] = [[]];
    let width = 0;
    for (const text of texts) {
      for (const word of this.#parts(text, style, most)) {
        const line = lines.at(-1)!;
        if (line.length > 0 && width + space + word.width > most) {
          lines.push([word]);
          width = word.width;
        } else {
          width += word.width + (line.length > 0 ? space : 0);
          line.push(word);
        }
      }
    }
    return lines;
  }

  /** A word, cut into parts if it is longer than a line, as URLs can be. */
  #parts(text: string, style: Style, most: number): Word[] {
    const whole = this.#measure(text, style);
    if (whole.width <= most) return [whole];
    const parts: Word[] = [];
    let part = "";
    for (const char of text) {
      if (part !== "" && this.#measure(part + char, style).width > most) {
        parts.push(this.#measure(part, style));
        part = "";
      }
      part += char;
    }
    return [...parts, this.#measure(part, style)];
  }

  #measure(text: string, { weight, size }: Style): Word {
    const runs: Run[] = [];
    for (const char of text.normalize("NFC")) {
      const { font, glyph } = this.#glyphOf(char, weight) ?? this.#glyphOf(MISSING, weight)!;
      const last = runs.at(-1);
      const run = last?.font === font ? last : { font, glyphs: [], width: 0 };
      if (run !== last) runs.push(run);
      run.glyphs.push(glyph);
      run.width += size * font.file.widthOf(glyph);
    }
    return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
  }

  #glyphOf(char: string, weight: Style["weight"]): { font: LoadedFont; glyph: number } | undefined {
    for (const font of this.#fontsOf(weight)) {
      const glyph = font.file.glyphOf(char.codePointAt(0)!);
      if (glyph > 0) return { font, glyph };
    }
    return undefined;
  }

  #fontsOf(weight: Style["weight"]): LoadedFont[] {
    const known = this.#fonts.get(weight);
    if (known) return known;
    const files = SCRIPTS.map((script) => `source-serif-4-${script}-${WEIGHTS[weight]}-normal.woff`);
    const fonts = files.map((file) => ({ file: fontFileOf(readFileSync(path.join(FONTS, file))), handle: null }));
    this.#fonts.set(weight, fonts);
    return fonts;
  }

  #line(words: readonly Word[], style: Style): void {
    const height = LEADING * style.size;
    if (this.#y + height > PAGE.height - PAGE.margin) this.#turn();
    this.#y += height;
    const space = this.#measure(" ", style);
    // Programs that extract the text need the spaces.
    const runs = words.flatMap((word, n) => (n === 0 ? word.runs : [...space.runs, ...word.runs]));
    let x = PAGE.margin;
    for (const run of joined(runs)) {
      this.#draw(run, style.size, x);
      x += run.width;
    }
  }

  #turn(): void {
    this.end();
    const { api } = this.#engine;
    this.#page = api.FPDFPage_New(this.#document, api.FPDF_GetPageCount(this.#document), PAGE.width, PAGE.height);
    if (this.#page === 0) throw new UserError("pdf-too-large.whole");
    this.#y = PAGE.margin;
  }

  #draw({ font, glyphs }: Run, size: number, x: number): void {
    const { api } = this.#engine;
    font.handle ??= this.#load(font.file);
    const object = api.FPDFPageObj_CreateTextObj(this.#document, font.handle, size);
    const codes = this.#engine.copyIn(new Uint8Array(Uint32Array.from(glyphs).buffer));
    api.FPDFText_SetCharcodes(object, codes, glyphs.length);
    this.#engine.free(codes);
    api.FPDFPageObj_Transform(object, 1, 0, 0, 1, x, PAGE.height - this.#y);
    api.FPDFPage_InsertObject(this.#page, object);
  }

  #load({ bytes, size, toUnicode }: FontFile): number {
    // Codes in the text are numbers of glyphs.
    const identity = Buffer.alloc(2 * size);
    for (let glyph = 0; glyph < size; glyph++) identity.writeUInt16BE(glyph, 2 * glyph);
    const [data, map] = [this.#engine.copyIn(bytes), this.#engine.copyIn(identity)];
    const { api } = this.#engine;
    const font = api.FPDFText_LoadCidType2Font(this.#document, data, bytes.length, toUnicode, map, identity.length);
    for (const pointer of [data, map]) this.#engine.free(pointer);
    if (font === 0) throw new UserError("pdf-too-large.whole");
    return font;
  }
}

/** Joins runs of one font, because each becomes an object of its own, and long notes have many words. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const { font, glyphs, width } of runs) {
    const last = all.at(-1);
    if (last?.font === font) {
      last.glyphs.push(...glyphs);
      last.width += width;
    } else all.push({ font, glyphs: [...glyphs], width });
  }
  return all;
}
