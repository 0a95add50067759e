import type { Box } from "../pdf/page";
import { modeOf, quantile } from "../pdf/statistics";
import type { Component } from "./components";
import { type OcrLine, type OcrWord, wordText } from "./hocr";
import type { Ink } from "./image";

/** A word as measured on the page. */
export interface MeasuredWord extends OcrWord {
  /** The width of the word's vertical strokes, in pixels; undefined if the word is too short to measure. */
  stroke?: number;
  /**
   * The slant of the word's letters: 0 if upright, 0.1 or more in italics. Undefined if the word is too short to
   * measure, or if its strokes are hardly clearer when slanted.
   */
  slant?: number;
}

/** A line as measured on the page, in pixels. */
export interface MeasuredLine extends Omit<OcrLine, "words"> {
  words: MeasuredWord[];
  /** The x-height, and the height of capitals and digits; undefined if the line has too few such characters. */
  xHeight?: number;
  capHeight?: number;
}

/** Letters as tall as the x-height. */
const LOW = /^[acemnorsuvwxzавгеёжзиклмнопстхчшыьэюяәөүі]$/u;
/** Letters as tall as capitals, without accents. */
const HIGH = /^[A-ZА-ЕЖ-ИК-ПР-ТФХЧШЫ-ЯbdhklБӘӨҮҒ0-9]$/u;
/** Letters without descenders, which end at the baseline. */
const STANDING = /^[A-PR-Zabcdefhiklmnorstuvwxz0-9АБВГЕЖЗИЙКЛМНОПРСТУФХЧШЫЬЭЮЯавгежзийклмнопстхчшыьэюя]$/u;

/** Minimum number of letters needed to measure a height. */
const MIN_LETTERS = 3;
/** Minimum number of letters that a word must have for its strokes and slant to be measured. */
const MIN_STYLE = 3;

/** Measures a line. */
export function measure(line: OcrLine, components: readonly Component[], ink: Ink): MeasuredLine {
  const letters = line.words.flatMap((word) => lettersIn(word, components));
  const baseline = baselineOf(line, letters);
  const heights = (kind: RegExp) =>
    letters
      .filter(({ text, component }) => kind.test(text) && Math.abs(component.y1 - baseline) < 0.2 * heightOf(line))
      .map(({ component }) => baseline - component.y0);
  const xHeight = middleOf(heights(LOW));
  const capHeight = middleOf(heights(HIGH));
  const band = xHeight ?? (capHeight === undefined ? undefined : 0.68 * capHeight);
  const words = line.words.map((word) =>
    band === undefined ? word : { ...word, ...styleOf(word, baseline, band, ink) },
  );
  return { ...line, words, baseline, ...(xHeight && { xHeight }), ...(capHeight && { capHeight }) };
}

const heightOf = ({ y0, y1 }: Box): number => y1 - y0;

interface Letter {
  text: string;
  component: Component;
}

/** The characters of a word that consist of a single component. */
function lettersIn(word: OcrWord, components: readonly Component[]): Letter[] {
  const own = components.filter(
    ({ x0, x1, y0, y1 }) => x0 >= word.x0 - 2 && x1 <= word.x1 + 2 && y0 < word.y1 && y1 > word.y0,
  );
  return word.characters.flatMap(({ text, x0, x1 }) => {
    const inside = own.filter((component) => {
      const middle = (component.x0 + component.x1) / 2;
      return middle >= x0 - 1 && middle <= x1 + 1;
    });
    const [component] = inside;
    const isOne = inside.length === 1 && component!.x1 - component!.x0 <= 1.5 * (x1 - x0) + 3;
    return isOne ? [{ text, component: component! }] : [];
  });
}

/** The baseline of most letters. */
function baselineOf(line: OcrLine, letters: readonly Letter[]): number {
  const feet = letters.filter(({ text }) => STANDING.test(text)).map(({ component }) => component.y1);
  if (feet.length < MIN_LETTERS) return line.baseline;
  const usual = modeOf(
    feet.map((y) => [y, 1] as const),
    1,
  )!;
  const near = feet.filter((y) => Math.abs(y - usual) <= 2);
  return near.reduce((sum, y) => sum + y, 0) / near.length;
}

/** The mean of the values between the first and third quartiles. */
function middleOf(values: readonly number[]): number | undefined {
  if (values.length < MIN_LETTERS) return undefined;
  const [low, high] = [quantile(values, 0.25)!, quantile(values, 0.75)!];
  const middle = values.filter((value) => value >= low && value <= high);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** Measures the strokes of a word, between its baseline and the x-height. */
function styleOf(word: OcrWord, baseline: number, xHeight: number, ink: Ink): Pick<MeasuredWord, "stroke" | "slant"> {
  const count = [...wordText(word).matchAll(/[\p{L}\p{N}]/gu)].length;
  if (count < MIN_STYLE) return {};
  const x0 = Math.max(0, Math.floor(word.x0));
  const x1 = Math.min(ink.width, Math.ceil(word.x1));
  const top = Math.max(0, Math.round(baseline - 0.85 * xHeight));
  const bottom = Math.min(ink.height, Math.round(baseline - 0.15 * xHeight));
  const runs: number[] = [];
  for (let y = top; y < bottom; y++) {
    for (let x = x0; x < x1; x++) {
      if (ink.pixels[y * ink.width + x] !== 1) continue;
      const start = x;
      while (x < x1 && ink.pixels[y * ink.width + x] === 1) x++;
      // Longer runs are horizontal strokes.
      if (x - start < 0.6 * xHeight) runs.push(x - start);
    }
  }
  if (runs.length < 10) return {};
  const [low, high] = [quantile(runs, 0.25)!, quantile(runs, 0.75)!];
  const middle = runs.filter((run) => run >= low && run <= high);
  const stroke = middle.reduce((sum, run) => sum + run, 0) / middle.length;
  const slant = slantOf({ ...word, x0, x1 }, baseline, xHeight, ink);
  return { stroke, ...(slant !== undefined && { slant }) };
}

/** The slants to try. Sans-serif italics have about 0.12, most others 0.2, but heavy serifs make it look less. */
const SLANTS = Array.from({ length: 10 }, (_, n) => -0.08 + 0.04 * n);
const MIN_SLANT = 0.03;
/**
 * How much clearer the strokes of italics are when slanted, at least, and how much clearer those of upright words can
 * be. Diagonal letters, as in "were", are about as clear at one slant as at another.
 */
const ITALIC_GAIN = 1.03;
const UPRIGHT_GAIN = 1.015;

/** The slant at which the strokes of a word fall into the fewest columns; undefined if it is doubtful. */
function slantOf({ x0, x1 }: Box, baseline: number, xHeight: number, ink: Ink): number | undefined {
  const top = Math.max(0, Math.round(baseline - 1.4 * xHeight));
  const bottom = Math.min(ink.height, Math.round(baseline));
  const room = Math.ceil(1.4 * xHeight * 0.4) + 1;
  const columns = new Int32Array(x1 - x0 + 2 * room + 1);
  let best = { slant: 0, sharpness: 0 };
  let upright = 0;
  for (const slant of SLANTS) {
    columns.fill(0);
    for (let y = top; y < bottom; y++) {
      const shift = Math.round((baseline - y) * slant) - room;
      for (let x = x0; x < x1; x++) if (ink.pixels[y * ink.width + x] === 1) columns[x - x0 - shift]! += 1;
    }
    let sharpness = 0;
    for (const column of columns) sharpness += column * column;
    if (Math.abs(slant) < 0.01) upright = sharpness;
    if (sharpness > best.sharpness) best = { slant, sharpness };
  }
  if (best.slant < MIN_SLANT || best.sharpness < UPRIGHT_GAIN * upright) return 0;
  return best.sharpness < ITALIC_GAIN * upright ? undefined : best.slant;
}
