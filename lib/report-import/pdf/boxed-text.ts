import { type BoxedText, UNIT, type WordBox } from "../../word-boxes/model";
import { spelt } from "./line-text";
import type { Glyph, Page } from "./page";
import type { RichText } from "./rich-text";
import type { PdfDocument } from "./structure";

/** The words of a document as drawn, in the order of the text, with their boxes. */
export function boxedTextOf({ blocks, notes, pages }: PdfDocument): BoxedText {
  const texts = blocks.flatMap((block): RichText[] =>
    block.type === "figure" ? [] : block.type === "table" ? block.rows.flat() : [block.text],
  );
  const parts: string[] = [];
  const boxes: WordBox[] = [];
  let start = 0;
  for (const { page, word } of [...texts, ...notes.map(({ text }) => text)].flatMap(({ drawn }) => drawn)) {
    const text = spelt(word.text).normalize("NFC");
    const end = start + text.length;
    boxes.push({ start, end, page, ...inUnits(word.glyphs, pages[page]!) });
    parts.push(text);
    start = end + 1;
  }
  return { text: parts.join("\n"), boxes };
}

/**
 * The box of a word, rounded outwards. It is as tall as the font's ascent and descent, because many fonts have a few
 * characters that are far taller, and boxes with their height would overlap the lines above and below.
 */
function inUnits(glyphs: readonly Glyph[], { width, height }: Pick<Page, "width" | "height">) {
  const around = { x0: Number.POSITIVE_INFINITY, y0: Number.POSITIVE_INFINITY, x1: 0, y1: 0 };
  let last: Glyph | undefined;
  for (const glyph of glyphs) {
    const { x0, x1, baseline, look } = glyph;
    around.x0 = Math.min(around.x0, x0);
    around.x1 = Math.max(around.x1, x1);
    if (last?.look !== look || last.baseline !== baseline) {
      around.y0 = Math.min(around.y0, baseline - look.ascent * look.size);
      around.y1 = Math.max(around.y1, baseline + look.descent * look.size);
    }
    last = glyph;
  }
  const part = (value: number, whole: number) => Math.min(UNIT, Math.max(0, (UNIT * value) / (whole || 1)));
  return {
    x0: Math.floor(part(around.x0, width)),
    y0: Math.floor(part(around.y0, height)),
    x1: Math.ceil(part(around.x1, width)),
    y1: Math.ceil(part(around.y1, height)),
  };
}
