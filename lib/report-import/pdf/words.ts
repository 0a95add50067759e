import type { Box, Glyph, Look } from "./page";
import { shiftedLetters } from "./shifted-letters";
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

/**
 * Two glyphs are printed over each other if they overlap by more than this fraction of their size, and of the narrower
 * one's width.
 */
const OVERLAP = 0.15;
const OVERLAP_OF_WIDTH = 0.4;
/** Minimum number of overlapping glyphs for lines to count as printed over each other. */
const MIN_OVERLAPS = 3;
/** One pair of glyphs is enough if at least this many are drawn between them. A bold letter can be printed twice. */
const FAR = 150;
/** Maximum number of lines at the same height that are told apart. */
const MAX_STRANDS = 6;

/** Splits glyphs into words by their position. */
export function wordsOf(glyphs: readonly Glyph[]): Word[] {
  const shifted = shiftedLetters(glyphs, (a, b) => Math.abs(a.baseline - b.baseline) <= SAME_BASELINE * a.look.size);
  const rows = clustersOf(
    glyphs,
    (glyph) => shifted.get(glyph) ?? glyph.baseline,
    (glyph) => SAME_BASELINE * glyph.look.size,
  );
  let order: ReadonlyMap<Glyph, number> | undefined;
  return rows.flatMap((row) => {
    const sorted = row.sort((a, b) => a.x0 - b.x0);
    const overlaps = overlapsIn(sorted);
    if (overlaps.length === 0) return splitRow(sorted, shifted);
    order ??= new Map(glyphs.map((glyph, index) => [glyph, index]));
    const isFar = overlaps.some(([a, b]) => Math.abs(order!.get(a)! - order!.get(b)!) > FAR);
    if (overlaps.length < MIN_OVERLAPS && !isFar) return splitRow(sorted, shifted);
    return strandsOf(sorted, order).flatMap((strand) => splitRow(strand, shifted));
  });
}

/** Neighbours that are printed over each other, as when a long URL extends into the next column. At most a few. */
function overlapsIn(row: readonly Glyph[]): [Glyph, Glyph][] {
  const overlaps: [Glyph, Glyph][] = [];
  for (let n = 1; n < row.length && overlaps.length < MIN_OVERLAPS; n++) {
    const [last, glyph] = [row[n - 1]!, row[n]!];
    // The letters of a ligature share their box.
    if (last.x0 === glyph.x0) continue;
    const overlap = last.x1 - glyph.x0;
    const width = Math.min(last.x1 - last.x0, glyph.x1 - glyph.x0);
    if (overlap > OVERLAP * glyph.look.size && overlap > OVERLAP_OF_WIDTH * width) overlaps.push([last, glyph]);
  }
  return overlaps;
}

/** Tells lines that are printed over each other apart, by the order in which their glyphs are drawn. */
function strandsOf(row: readonly Glyph[], order: ReadonlyMap<Glyph, number>): Glyph[][] {
  const pieces: Glyph[][] = [];
  let last: Glyph | undefined;
  for (const glyph of [...row].sort((a, b) => order.get(a)! - order.get(b)!)) {
    if (last && glyph.x0 >= last.x0) pieces.at(-1)!.push(glyph);
    else pieces.push([glyph]);
    last = glyph;
  }
  const strands: Glyph[][] = [];
  for (const piece of pieces.sort((a, b) => a[0]!.x0 - b[0]!.x0)) {
    const free = strands.find((strand) => piece[0]!.x0 > strand.at(-1)!.x1 - OVERLAP * piece[0]!.look.size);
    if (!free && strands.length < MAX_STRANDS) strands.push(piece);
    else for (const glyph of piece) (free ?? strands.at(-1)!).push(glyph);
  }
  return strands.map((strand) => strand.sort((a, b) => a.x0 - b.x0));
}

function splitRow(row: readonly Glyph[], shifted: ReadonlyMap<Glyph, number>): Word[] {
  const words: Word[] = [];
  let word: Word | undefined;
  let last: Glyph | undefined;
  for (const glyph of row) {
    const isInWord = last && (shifted.has(glyph) || shifted.has(last) || !isApart(glyph, last));
    if (word && isInWord) addGlyph(word, glyph);
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

/** A word that consists of the given glyphs. */
export function wordFrom(glyphs: readonly Glyph[]): Word {
  const word = wordOf(glyphs[0]!);
  for (const glyph of glyphs.slice(1)) addGlyph(word, glyph);
  return word;
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
