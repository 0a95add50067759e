import type { Box, Glyph, Look } from "./page";
import { clustersOf, Tally } from "./statistics";

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
/** Maximum difference between the sizes of a word's adjacent glyphs, as a fraction of the larger one. */
const OTHER_SIZE = 0.25;

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
  const words: Word[] = [];
  let word: Word | undefined;
  let last: Glyph | undefined;
  for (const glyph of row) {
    if (word && last && !isApart(glyph, last)) addGlyph(word, glyph);
    else {
      word = wordOf(glyph);
      words.push(word);
    }
    last = glyph;
  }
  return words;
}

function isApart(glyph: Glyph, last: Glyph): boolean {
  const [own, other] = [glyph.look.size, last.look.size];
  const size = Math.max(own, other);
  const gap = glyph.x0 - last.x1;
  const isSpace = gap > SPACE * size || (glyph.afterSpace && gap > WRITTEN_SPACE * size);
  return isSpace || Math.abs(own - other) > OTHER_SIZE * size;
}

/** A word that begins with a glyph. */
function wordOf(glyph: Glyph): Word {
  const { x0, y0, x1, y1, text, baseline, look } = glyph;
  return { x0, y0, x1, y1, glyphs: [glyph], text, baseline, size: look.size };
}

function addGlyph(word: Word, glyph: Glyph): void {
  word.glyphs.push(glyph);
  word.text += glyph.text;
  word.x0 = Math.min(word.x0, glyph.x0);
  word.y0 = Math.min(word.y0, glyph.y0);
  word.x1 = Math.max(word.x1, glyph.x1);
  word.y1 = Math.max(word.y1, glyph.y1);
}

/** The size of most letters; undefined if there are no words. */
export function usualSize(words: readonly Word[]): number | undefined {
  const sizes = new Tally(0.05);
  for (const { size, text } of words) sizes.add(size, text.length);
  return sizes.mode;
}

/** Consecutive glyphs of a word in the same style, as a range. */
export interface Run {
  start: number;
  end: number;
  look: Look;
}

/** Divides the glyphs of a word by style. Most words have only one style. */
export function runsOf(glyphs: readonly Glyph[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (let at = 0; at < glyphs.length; at++) {
    const { look } = glyphs[at]!;
    if (run?.look === look) run.end = at + 1;
    else {
      run = { start: at, end: at + 1, look };
      runs.push(run);
    }
  }
  return runs;
}

/** The text of a run of the given word. */
export function runText({ glyphs, text }: Word, { start, end }: Run): string {
  if (end - start === glyphs.length) return text;
  let part = "";
  for (let at = start; at < end; at++) part += glyphs[at]!.text;
  return part;
}

/** The box around all of the given boxes. */
export function boxAround(boxes: readonly Box[]): Box {
  const box = {
    x0: Number.POSITIVE_INFINITY,
    y0: Number.POSITIVE_INFINITY,
    x1: Number.NEGATIVE_INFINITY,
    y1: Number.NEGATIVE_INFINITY,
  };
  for (const other of boxes) {
    box.x0 = Math.min(box.x0, other.x0);
    box.y0 = Math.min(box.y0, other.y0);
    box.x1 = Math.max(box.x1, other.x1);
    box.y1 = Math.max(box.y1, other.y1);
  }
  return box;
}
