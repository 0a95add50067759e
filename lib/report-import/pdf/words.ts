import type { Box, Glyph } from "./page";
import { clustersOf } from "./statistics";

/** Adjacent glyphs on one line. */
export interface Word extends Box {
  glyphs: Glyph[];
  text: string;
  baseline: number;
  size: number;
}

/**
 * Glyphs whose baselines differ by less than this fraction of their size are on the same line. This allows for rounding
 * errors; the baselines of superscripts differ by 0.3.
 */
const SAME_BASELINE = 0.12;
/**
 * Minimum width of a space, as a fraction of the size. Spaces in fonts are 0.2 to 0.3 wide, and kerning is less than
 * 0.1.
 */
const SPACE = 0.15;
/**
 * Minimum width at which a gap with a space character separates words. Chromium and LibreOffice also write spaces
 * between adjoining fragments of a word.
 */
const WRITTEN_SPACE = 0.05;

/** Splits glyphs into words by their position. */
export function wordsOf(glyphs: readonly Glyph[]): Word[] {
  const rows = clustersOf(
    glyphs,
    (glyph) => glyph.baseline,
    (glyph) => SAME_BASELINE * glyph.look.size,
  );
  return rows.flatMap((row) => splitRow(row.sort((a, b) => a.x0 - b.x0)));
}

function splitRow(row: readonly Glyph[]): Word[] {
  const words: Glyph[][] = [];
  let last: Glyph | undefined;
  for (const glyph of row) {
    const size = Math.max(glyph.look.size, last?.look.size ?? 0);
    const gap = last ? glyph.x0 - last.x1 : Number.POSITIVE_INFINITY;
    const isSpace = gap > SPACE * size || (glyph.afterSpace && gap > WRITTEN_SPACE * size);
    if (isSpace || (last && isOtherSize(glyph, last))) words.push([glyph]);
    else words.at(-1)!.push(glyph);
    last = glyph;
  }
  return words.map(wordOf);
}

const isOtherSize = (a: Glyph, b: Glyph): boolean =>
  Math.abs(a.look.size - b.look.size) > 0.25 * Math.max(a.look.size, b.look.size);

/** @param glyphs at least one */
function wordOf(glyphs: Glyph[]): Word {
  const first = glyphs[0]!;
  return {
    ...boxAround(glyphs),
    glyphs,
    text: glyphs.map((glyph) => glyph.text).join(""),
    baseline: first.baseline,
    size: first.look.size,
  };
}

/** The box around all of the given boxes. */
export function boxAround(boxes: readonly Box[]): Box {
  const box = {
    x0: Number.POSITIVE_INFINITY,
    y0: Number.POSITIVE_INFINITY,
    x1: Number.NEGATIVE_INFINITY,
    y1: Number.NEGATIVE_INFINITY,
  };
  for (const { x0, y0, x1, y1 } of boxes) {
    box.x0 = Math.min(box.x0, x0);
    box.y0 = Math.min(box.y0, y0);
    box.x1 = Math.max(box.x1, x1);
    box.y1 = Math.max(box.y1, y1);
  }
  return box;
}
